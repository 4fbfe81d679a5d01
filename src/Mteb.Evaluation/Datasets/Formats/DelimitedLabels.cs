using System.Globalization;

namespace Mteb.Evaluation.Datasets.Formats;

/// <summary>Labels from files in which everything is text.</summary>
internal static class DelimitedLabels
{
    /// <summary>
    /// Labels are numbers if and only if every one of them is a whole number in its shortest notation (<c>0</c>,
    /// <c>12</c>, <c>-3</c>; not <c>01</c>, <c>+1</c>, <c>-0</c> or <c>1.0</c>); otherwise all are texts.
    /// </summary>
    public static Label[] Of(string[] texts)
    {
        var numbers = new Label[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            if (!TryParse(texts[i], out var number))
            {
                return Array.ConvertAll(texts, text => new Label(text));
            }

            numbers[i] = new Label(number);
        }

        return numbers;
    }

    private static bool TryParse(string text, out long number) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number)
        && (text[0] is >= '1' and <= '9' || (text[0] == '-' && text[1] is >= '1' and <= '9') || text == "0");
}
