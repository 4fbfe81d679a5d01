using System.Globalization;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Output;

/// <summary>What reports look like, in every culture the same.</summary>
public sealed class ViewTests
{
    [Theory]
    [Cultures]
    public void The_table_of_results_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(ResultTable.Render(Samples.Report), "results.txt");
    }

    [Theory]
    [Cultures]
    public void The_JSON_report_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        var text = ReportJson.Of(Samples.Report, [Samples.Warning, OptionCodes.OldOption.Here("'a' is old.", "Write 'b'.")]);

        Approved.Verify(text, "report.json");
        JsonDocument.Parse(text).RootElement.GetProperty("schema").GetString().Should().Be("urn:mteb:run-report:v1");
    }

    [Theory]
    [Cultures]
    public void The_plan_is_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        Approved.Verify(DryRunView.Render(Samples.Plan), "plan.txt");
        Approved.Verify(ReportJson.Of(Samples.Plan, []), "plan.json");
    }

    [Theory]
    [Cultures]
    public void Diagnostics_are_as_approved(string culture)
    {
        using var _ = new InCulture(culture);
        var folder = Path.GetFullPath("/work-folder");
        Diagnostic[] diagnostics =
        [
            Samples.Warning,
            OptionCodes.FolderMissing.At(new SourcePlace(Path.Combine(folder, "config.json"), 12), "A whole line is wrong.", "Mend it."),
            OptionCodes.FolderMissing.At(new SourcePlace("config.json"), "A whole file is wrong.", ""),
            OptionCodes.OldOption.At(new SourcePlace(Path.GetFullPath("/elsewhere/config.json"), 1234, 5678), "Far away.", "Go there."),
            OptionCodes.OldOption.Here("Nowhere.", "Do this.\r\nThen that."),
        ];
        var plain = new StringWriter(CultureInfo.InvariantCulture);
        var coloured = new StringWriter(CultureInfo.InvariantCulture);

        new DiagnosticView(plain, colour: false, folder, verbosity: 2).Write(diagnostics);
        new DiagnosticView(coloured, colour: true, folder, verbosity: 2).Write(diagnostics);

        Approved.Verify(plain.ToString() + "\n" + coloured.ToString().Replace("\e", "ESC", StringComparison.Ordinal), "diagnostics.txt");
    }

    [Theory]
    [InlineData(0, "0.0 s")]
    [InlineData(59.94, "59.9 s")]
    [InlineData(59.96, "1 min 00 s")]
    [InlineData(3599.7, "1 h 00 min")]
    [InlineData(90061, "25 h 01 min")]
    public void Durations_are_written_in_units_that_fit(double seconds, string text) => Durations.Units(seconds).Should().Be(text);
}
