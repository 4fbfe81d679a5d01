using System.Text;

namespace Mteb.Tool.Output;

/// <summary>To which side the cells of a column stand.</summary>
internal enum Align
{
    /// <summary>Text.</summary>
    Left,

    /// <summary>Numbers.</summary>
    Right,
}

/// <summary>A table in plain text. It is never wrapped or cut, so that a pipe gets what a screen gets.</summary>
/// <param name="columns">Headings and sides.</param>
internal sealed class TextTable(params (string Heading, Align Align)[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One per column.</param>
    public void Add(params string[] cells) => _rows.Add(cells);

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = columns.Select((column, i) => _rows.Select(row => row[i].Length).Append(column.Heading.Length).Max()).ToArray();
        var text = new StringBuilder();
        Line(text, widths, [.. columns.Select(column => column.Heading)]);
        Line(text, widths, [.. widths.Select(width => new string('-', width))]);
        foreach (var row in _rows)
        {
            Line(text, widths, row);
        }

        return text.ToString();
    }

    private void Line(StringBuilder text, int[] widths, string[] cells)
    {
        var line = new StringBuilder();
        for (var i = 0; i < cells.Length; i++)
        {
            line.Append(i == 0 ? "" : "  ");
            line.Append(columns[i].Align == Align.Left ? cells[i].PadRight(widths[i]) : cells[i].PadLeft(widths[i]));
        }

        text.Append(line.ToString().TrimEnd()).Append('\n');
    }
}
