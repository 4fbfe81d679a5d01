using Mteb.Schemas.Cards.Yaml;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Cards;

/// <summary>
/// A model card as its author wrote it: bytes, text, and the front matter as a tree with exact places. Reading never changes
/// anything; <see cref="Editing.CardEditing"/> makes changed copies.
/// </summary>
public sealed class ModelCard
{
    private readonly CardText _source;

    private ModelCard(CardText source, string? file, FrontMatter? frontMatter, YamlMapping? root, IReadOnlyList<Diagnostic> diagnostics)
    {
        _source = source;
        File = file;
        FrontMatter = frontMatter;
        Root = root;
        Diagnostics = diagnostics;
    }

    /// <summary>The bytes as they were read.</summary>
    public ReadOnlyMemory<byte> Bytes => _source.Bytes;

    /// <summary>The text after the byte order mark, if there is one. All offsets count its UTF-16 units.</summary>
    public string Text => _source.Text;

    /// <summary>The file's name as the user would write it; null when the card does not come from a file.</summary>
    public string? File { get; }

    /// <summary>Where the front matter stands; null when there is none.</summary>
    public FrontMatter? FrontMatter { get; }

    /// <summary>The front matter as a tree; null when there is none, when it is blank, or when it cannot be read.</summary>
    public YamlMapping? Root { get; }

    /// <summary>What was noticed while reading: fences, syntax, duplicate keys.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <summary>Whether the front matter, if any, was understood, so that it can be edited.</summary>
    public bool IsReadable => !Diagnostics.Any(ForbidsEditing);

    /// <summary>Where the body begins.</summary>
    public int BodyStart => FrontMatter?.Block.End ?? 0;

    internal CardText Source => _source;

    /// <summary>Reads a card.</summary>
    /// <param name="bytes">All bytes of the file.</param>
    /// <param name="file">The file's name as the user would write it, for diagnostics.</param>
    /// <returns>The card, whatever is wrong with its front matter; a failure only when the bytes are not UTF-8.</returns>
    public static Outcome<ModelCard> Read(ReadOnlyMemory<byte> bytes, string? file)
    {
        if (CardText.Decode(bytes, out var badByte) is not { } source)
        {
            return CardCodes.NotUtf8.At(new SourcePlace(file),
                $"The byte at offset {badByte} is not UTF-8, so the card cannot be read, and it will not be edited.",
                "Save the file as UTF-8.");
        }

        var diagnostics = new List<Diagnostic>();
        var frontMatter = FrontMatterLocator.Locate(source, file, diagnostics);
        var root = frontMatter is null ? null : ReadRoot(source, file, frontMatter, diagnostics);
        return Outcome.Success(new ModelCard(source, file, frontMatter, root, diagnostics), diagnostics);
    }

    /// <summary>The place of an offset, for people.</summary>
    public SourcePlace Place(int offset) => _source.Place(File, offset);

    /// <summary>The bytes of a stretch of text.</summary>
    public TextRange ByteRange(TextRange range) => _source.ByteRange(range);

    internal static bool ForbidsEditing(Diagnostic diagnostic) => diagnostic.Descriptor == CardCodes.Syntax
        || diagnostic.Descriptor == CardCodes.NotAMapping || diagnostic.Descriptor == CardCodes.UnclosedFrontMatter;

    private static YamlMapping? ReadRoot(CardText source, string? file, FrontMatter frontMatter, List<Diagnostic> diagnostics)
    {
        var tree = YamlTree.Read(source.Text, frontMatter.Yaml);
        if (tree.Error is { } error)
        {
            diagnostics.Add(CardCodes.Syntax.At(source.Place(file, tree.ErrorAt), $"The front matter is not YAML: {error}", "Correct the YAML at this place."));
        }
        else if (tree.Root is YamlMapping mapping)
        {
            diagnostics.AddRange(Duplicates(source, file, mapping));
            return mapping;
        }
        else if (tree.Root is not null)
        {
            diagnostics.Add(CardCodes.NotAMapping.At(source.Place(file, tree.Root.Range.Start),
                "The front matter is a list or a single value, but the Hub expects keys with values.",
                "Write lines such as 'license: apache-2.0' between the fences."));
        }

        return null;
    }

    private static IEnumerable<Diagnostic> Duplicates(CardText source, string? file, YamlNode node)
    {
        switch (node)
        {
            case YamlSequence sequence:
                return sequence.Items.SelectMany(item => Duplicates(source, file, item.Node));
            case YamlMapping mapping:
                var own = mapping.Entries
                    .Where(entry => entry.Name is not null)
                    .GroupBy(entry => entry.Name!, StringComparer.Ordinal)
                    .SelectMany(group => group.Skip(1).Select(entry => (First: group.First(), Again: entry)))
                    .Select(pair => CardCodes.DuplicateKey.At(source.Place(file, pair.Again.Key.Range.Start),
                        $"The key '{pair.Again.Name}' stands here again; it is already set in line {source.Place(file, pair.First.Key.Range.Start).Line}. Some readers refuse this, others take the last value.",
                        "Keep one of the two."));
                return own.Concat(mapping.Entries.SelectMany(entry => Duplicates(source, file, entry.Value)));
            default:
                return [];
        }
    }
}
