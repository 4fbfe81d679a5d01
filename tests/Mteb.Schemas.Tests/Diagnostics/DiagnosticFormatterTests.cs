using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Formats;

namespace Mteb.Schemas.Tests.Diagnostics;

public sealed class DiagnosticFormatterTests
{
    private static readonly DiagnosticDescriptor Broken = new("MTEB1000", Severity.Error, "The result file is not JSON");
    private static readonly DiagnosticDescriptor Odd = new("MTEB1020", Severity.Warning, "A line cannot be read");
    private static readonly DiagnosticDescriptor Hint = new("MTEB1005", Severity.Suggestion, "A field is not kept");

    private static readonly Diagnostic[] Several =
    [
        Broken.At(new SourcePlace("results/my model/STS12.json", 1234, 5), "A comma is missing,\nand 100% is <lost> & \"gone\".", "Restore the file: evaluate again."),
        Odd.At(new SourcePlace("run_settings.jsonl", 7), "The line is no object.", "Restore the line."),
        Hint.At(new SourcePlace("/tmp/Größe, 1.json"), "mteb drops 'x'.", "Remove the field."),
        Broken.Here("No file \u0001 at all.", "Name one."),
        Odd.Here("Switched off.", "Nothing.") with { Severity = Severity.None },
    ];

    [Theory]
    [InlineData(DiagnosticFormat.Text, "text.txt")]
    [InlineData(DiagnosticFormat.MsBuild, "msbuild.txt")]
    [InlineData(DiagnosticFormat.GitHub, "github.txt")]
    [InlineData(DiagnosticFormat.Json, "diagnostics.json")]
    [InlineData(DiagnosticFormat.Sarif, "diagnostics.sarif")]
    [InlineData(DiagnosticFormat.JUnit, "junit.xml")]
    public void A_format_gives_the_approved_text_in_every_culture(DiagnosticFormat format, string approved)
    {
        foreach (var culture in new[] { "", "de-DE", "ru-RU" })
        {
            Approved.Verify(In(culture, () => DiagnosticFormatter.Format(format, Several, "0.1.0")), approved);
        }
    }

    [Theory]
    [InlineData(DiagnosticFormat.Text)]
    [InlineData(DiagnosticFormat.MsBuild)]
    [InlineData(DiagnosticFormat.GitHub)]
    public void Formats_of_lines_say_nothing_about_nothing(DiagnosticFormat format) =>
        DiagnosticFormatter.Format(format, [], "0.1.0").Should().BeEmpty();

    [Fact]
    public void Documents_are_valid_even_when_they_are_empty()
    {
        foreach (var diagnostics in new[] { [], Several })
        {
            JsonDocument.Parse(DiagnosticFormatter.Format(DiagnosticFormat.Json, diagnostics, "0.1.0")).Dispose();
            JsonDocument.Parse(DiagnosticFormatter.Format(DiagnosticFormat.Sarif, diagnostics, "0.1.0")).Dispose();
            var suite = XDocument.Parse(DiagnosticFormatter.Format(DiagnosticFormat.JUnit, diagnostics, "0.1.0")).Root!.Element("testsuite")!;
            suite.Elements("testcase").Should().HaveCount((int)suite.Attribute("tests")!);
            suite.Elements("testcase").Elements("failure").Should().HaveCount((int)suite.Attribute("failures")!);
        }
    }

    private static string In(string culture, Func<string> write)
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            return write();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
