using Mteb.Schemas.Cards.Yaml;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>One thing that is to be different about a card.</summary>
public abstract record CardIntent
{
    private CardIntent()
    {
    }

    /// <summary>Gives a key a value. Keys on the way that do not exist are made.</summary>
    public sealed record SetValue(CardPath Path, CardValue Value) : CardIntent;

    /// <summary>Takes a key or an item away. Nothing happens when there is none.</summary>
    public sealed record RemoveValue(CardPath Path) : CardIntent;

    /// <summary>Adds an item to the end of a list, unless an equal one is there. A single value becomes a list; a missing list is made.</summary>
    public sealed record AddItem(CardPath Path, CardValue Item) : CardIntent;

    /// <summary>Takes the first equal item out of a list. Nothing happens when there is none.</summary>
    public sealed record RemoveItem(CardPath Path, CardValue Item) : CardIntent;

    /// <summary>Gives a marked block of the body its content. It is added to the end of the body when there is none.</summary>
    /// <param name="Name">The block's name: <c>results</c> stands between <c>&lt;!-- mteb:results --&gt;</c> and <c>&lt;!-- /mteb:results --&gt;</c>.</param>
    /// <param name="Content">Markdown with LF line breaks; they are written as the file writes its own.</param>
    public sealed record PutBlock(string Name, string Content) : CardIntent;
}
