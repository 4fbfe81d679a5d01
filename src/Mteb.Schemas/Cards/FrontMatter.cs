namespace Mteb.Schemas.Cards;

/// <summary>Where a card's front matter stands. Offsets count UTF-16 units after the byte order mark.</summary>
/// <param name="Block">From the first dash of the opening fence to the end of the closing fence's line.</param>
/// <param name="Yaml">Between the fences: from the line after the opening one to the start of the closing one.</param>
/// <param name="IsReadByHub">Whether the Hub's grammar finds it, a byte order mark left aside.</param>
/// <param name="IsReadByMarkdown">Whether Markdig, for one, finds it, a byte order mark left aside.</param>
public sealed record FrontMatter(TextRange Block, TextRange Yaml, bool IsReadByHub, bool IsReadByMarkdown);
