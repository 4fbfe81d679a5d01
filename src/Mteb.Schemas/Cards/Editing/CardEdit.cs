namespace Mteb.Schemas.Cards.Editing;

/// <summary>A change that was made: which bytes before, which bytes after.</summary>
/// <param name="Before">The bytes that are gone; empty for an insertion.</param>
/// <param name="After">The bytes that stand there now; empty for a deletion.</param>
public readonly record struct CardChange(TextRange Before, TextRange After);

/// <summary>An edited card, and what was done to it.</summary>
/// <param name="Before">The card before.</param>
/// <param name="After">The card after; the same object when nothing had to change.</param>
/// <param name="Intents">What was asked for.</param>
/// <param name="Changes">What changed, in the order of the bytes; empty when nothing had to.</param>
public sealed record CardEdit(ModelCard Before, ModelCard After, IReadOnlyList<CardIntent> Intents, IReadOnlyList<CardChange> Changes)
{
    /// <summary>Whether any byte changed.</summary>
    public bool IsChange => Changes.Count > 0;
}

/// <summary>A piece of text to be put in the place of another.</summary>
/// <param name="Range">What goes, in UTF-16 units of the card's text.</param>
/// <param name="Text">What comes.</param>
internal readonly record struct Splice(TextRange Range, string Text);
