using System.Globalization;
using System.Net;
using System.Text;

namespace Mteb.Schemas.Cards.Generation;

/// <summary>
/// Draws mean scores by task type as an SVG that needs nothing else: a radar from three types on, bars below that. It follows
/// the reader's light or dark scheme, and says in words what it shows.
/// </summary>
public static class RadarChart
{
    private const double Radius = 150;
    private const double Width = 640;
    private const double CentreX = Width / 2;
    private const double CentreY = 205;

    /// <summary>Draws the chart.</summary>
    /// <param name="series">Models with their means, as fractions; a type without a mean has no point, and is named as missing.</param>
    public static string Render(IReadOnlyList<(string Name, ScoreSummary Scores)> series)
    {
        var types = series[0].Scores.Types.Select(type => type.Type).ToList();
        var values = series.Select(one => (one.Name, Means: types.Select(type => one.Scores.Types.FirstOrDefault(mean => mean.Type == type).Mean).ToList())).ToList();
        var legend = types.Count >= 3 ? 415 : 50 + (types.Count * (40 + (24 * series.Count)));
        var height = legend + (22 * series.Count);
        var text = new StringBuilder();
        Line(text, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-labelledby=\"title description\" font-family=\"system-ui, sans-serif\" font-size=\"13\">");
        text.Append("<title id=\"title\">Mean scores by task type</title>\n");
        Line(text, $"<desc id=\"description\">{Describe(types, values)}</desc>");
        text.Append(Style);
        Line(text, $"<rect class=\"paper\" width=\"{Width}\" height=\"{height}\"/>");
        if (types.Count >= 3)
        {
            Radar(text, types, values);
        }
        else
        {
            Bars(text, types, values);
        }

        for (var index = 0; index < values.Count; index++)
        {
            Line(text, $"<line class=\"s{index % 4}\" x1=\"40\" y1=\"{legend - 5 + (22 * index)}\" x2=\"70\" y2=\"{legend - 5 + (22 * index)}\"/><text class=\"ink\" x=\"80\" y=\"{legend + (22 * index)}\">{Escape(values[index].Name)}</text>");
        }

        return text.Append("</svg>\n").ToString();
    }

    private static string Style => """
        <style>
        .paper{fill:#ffffff}.ink{fill:#1f2328}.grid{fill:none;stroke:#8c959f;stroke-width:.7}
        .s0,.s1,.s2,.s3{stroke-width:2.2;fill-opacity:.14}
        .s0{stroke:#0550ae;fill:#0550ae}.s1{stroke:#9a3412;fill:#9a3412;stroke-dasharray:6 4}.s2{stroke:#116329;fill:#116329;stroke-dasharray:2 3}.s3{stroke:#6639ba;fill:#6639ba;stroke-dasharray:10 4 2 4}
        circle{stroke-dasharray:none;fill-opacity:1}
        @media (prefers-color-scheme:dark){.paper{fill:#0d1117}.ink{fill:#e6edf3}.grid{stroke:#6e7681}.s0{stroke:#79c0ff;fill:#79c0ff}.s1{stroke:#ffa657;fill:#ffa657}.s2{stroke:#7ee787;fill:#7ee787}.s3{stroke:#d2a8ff;fill:#d2a8ff}}
        </style>

        """;

    private static void Radar(StringBuilder text, List<string> types, List<(string Name, List<double?> Means)> values)
    {
        foreach (var level in new[] { 0.25, 0.5, 0.75, 1.0 })
        {
            Line(text, $"<polygon class=\"grid\" points=\"{Points(types.Select(_ => level).ToList())}\"/>");
            Line(text, $"<text class=\"ink\" x=\"{Number(CentreX + 4)}\" y=\"{Number(CentreY - (Radius * level) + 12)}\" font-size=\"10\">{level * 100}</text>");
        }

        for (var index = 0; index < types.Count; index++)
        {
            var (x, y) = At(index, types.Count, 1);
            var (labelX, labelY) = At(index, types.Count, 1.13);
            var anchor = Math.Abs(labelX - CentreX) < 20 ? "middle" : labelX < CentreX ? "end" : "start";
            Line(text, $"<line class=\"grid\" x1=\"{Number(CentreX)}\" y1=\"{Number(CentreY)}\" x2=\"{Number(x)}\" y2=\"{Number(y)}\"/>");
            Line(text, $"<text class=\"ink\" x=\"{Number(labelX)}\" y=\"{Number(labelY)}\" text-anchor=\"{anchor}\">{Escape(types[index])}<tspan x=\"{Number(labelX)}\" dy=\"15\" font-size=\"12\">{ResultTables.Percent(values[0].Means[index])}</tspan></text>");
        }

        for (var index = 0; index < values.Count; index++)
        {
            Series(text, index, values[index].Means);
        }
    }

    /// <summary>A closed shape when every mean is there; else the points that there are, joined where they are neighbours.</summary>
    private static void Series(StringBuilder text, int index, List<double?> means)
    {
        if (means.All(mean => mean is not null))
        {
            Line(text, $"<polygon class=\"s{index % 4}\" points=\"{Points([.. means.Select(mean => Math.Clamp(mean!.Value, 0, 1))])}\"/>");
            return;
        }

        for (var type = 0; type < means.Count; type++)
        {
            if (means[type] is not { } mean)
            {
                continue;
            }

            var (x, y) = At(type, means.Count, Math.Clamp(mean, 0, 1));
            Line(text, $"<circle class=\"s{index % 4}\" cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"3\"/>");
            if (means[(type + 1) % means.Count] is { } next)
            {
                var (nextX, nextY) = At((type + 1) % means.Count, means.Count, Math.Clamp(next, 0, 1));
                Line(text, $"<line class=\"s{index % 4}\" x1=\"{Number(x)}\" y1=\"{Number(y)}\" x2=\"{Number(nextX)}\" y2=\"{Number(nextY)}\"/>");
            }
        }
    }

    private static void Bars(StringBuilder text, List<string> types, List<(string Name, List<double?> Means)> values)
    {
        var y = 60.0;
        for (var index = 0; index < types.Count; index++)
        {
            Line(text, $"<text class=\"ink\" x=\"40\" y=\"{Number(y)}\">{Escape(types[index])}</text>");
            foreach (var (one, number) in values.Select((one, number) => (one, number)))
            {
                var mean = Math.Clamp(one.Means[index] ?? 0, 0, 1);
                Line(text, $"<rect class=\"s{number % 4}\" x=\"40\" y=\"{Number(y + 8)}\" width=\"{Number(mean * 380)}\" height=\"16\"/><text class=\"ink\" x=\"{Number((mean * 380) + 48)}\" y=\"{Number(y + 21)}\">{ResultTables.Percent(one.Means[index])}</text>");
                y += 24;
            }

            y += 40;
        }
    }

    private static string Describe(List<string> types, List<(string Name, List<double?> Means)> values) => Escape(string.Join(" ", values.Select(one =>
        $"{one.Name}: {string.Join(", ", types.Select((type, index) => $"{type} {(one.Means[index] is null ? "no mean" : ResultTables.Percent(one.Means[index]))}"))}.")));

    private static string Points(List<double> values) => string.Join(" ", values.Select((value, index) =>
    {
        var (x, y) = At(index, values.Count, value);
        return $"{Number(x)},{Number(y)}";
    }));

    private static (double X, double Y) At(int index, int count, double share)
    {
        var angle = (2 * Math.PI * index / count) - (Math.PI / 2);
        return (CentreX + (Radius * share * Math.Cos(angle)), CentreY + (Radius * share * Math.Sin(angle)));
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
