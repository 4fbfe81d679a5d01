using System.Text;
using Mteb.Schemas.Cards;
using Mteb.Schemas.Cards.Editing;

namespace Mteb.Schemas.Tests.Cards;

/// <summary>Short ways to cards and edits.</summary>
internal static class CardMaker
{
    public static ModelCard Card(string text) => ModelCard.Read(Encoding.UTF8.GetBytes(text), "README.md").Value!;

    /// <summary>Makes and proves an edit, and gives the new text.</summary>
    public static string Edited(string text, CardIntent intent)
    {
        var edit = CardEditing.Apply(Card(text), intent);
        edit.Diagnostics.Should().BeEmpty();
        CardProof.Prove(edit.Value!).Diagnostics.Should().BeEmpty();
        return Encoding.UTF8.GetString(edit.Value!.After.Bytes.Span);
    }

    public static IReadOnlyList<string> Refused(string text, CardIntent intent)
    {
        var edit = CardEditing.Apply(Card(text), intent);
        edit.Succeeded.Should().BeFalse();
        return [.. edit.Diagnostics.Select(diagnostic => diagnostic.Code)];
    }

    public static CardPath Path(string path) => CardPath.Parse(path)!;
}
