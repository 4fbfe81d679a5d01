using System.Globalization;
using Mteb.Evaluation.Verification;
using Mteb.Tool.Output;

namespace Mteb.Tool.Tests.Output;

/// <summary>Progress of an examination on standard error.</summary>
public sealed class ExaminationViewTests
{
    private readonly ManualTime _time = new();

    [Theory]
    [InlineData(2)]
    [InlineData(1)]
    public void A_log_gets_lines_with_an_estimate_and_below_verbosity_2_none(int verbosity)
    {
        using var error = new StringWriter(CultureInfo.InvariantCulture);
        var line = new ProgressView(error, TerminalFacts.Redirected, _time, verbosity);
        var view = new ExaminationView("org/model", _time, progress => line.Show(progress));

        view.Report(new ExaminationProgress(ExaminationStep.Weights, 0, 0));
        for (var mebibytes = 1; mebibytes <= 25; mebibytes++)
        {
            _time.Advance(1);
            view.Report(new ExaminationProgress(ExaminationStep.Weights, mebibytes << 20, 25 << 20));
        }

        view.Report(new ExaminationProgress(ExaminationStep.Behaviour, 0, 0));
        _time.Advance(12);
        view.Report(new ExaminationProgress(ExaminationStep.Behaviour, 6, 18));

        error.ToString().Should().Be(verbosity < 2 ? "" : """
            org/model: Examining weights (MiB), 0:00 elapsed
            org/model: Examining weights (MiB) 10/25 (40 %), 0:10 elapsed, 0:15 left
            org/model: Examining weights (MiB) 20/25 (80 %), 0:20 elapsed, 0:05 left
            org/model: Encoding sentences for a check, 0:00 elapsed
            org/model: Encoding sentences for a check 6/18 (33 %), 0:12 elapsed, 0:24 left

            """.ReplaceLineEndings("\n"));
    }
}
