using System.Globalization;
using System.Text;
using Mteb.Tool.Output;
using Mteb.Tool.Tests.Infrastructure;

namespace Mteb.Tool.Tests.Output;

/// <summary>Progress on standard error.</summary>
public sealed class ProgressViewTests
{
    private readonly StringBuilder _error = new();
    private readonly ManualTime _time = new();

    [Theory]
    [Cultures]
    public void A_line_says_what_is_done_how_fast_and_how_long_it_takes(string culture)
    {
        using var _ = new InCulture(culture);

        ProgressView.Format(Samples.Progress).Should().Be(
            "[2/7] STSTask test/en-de: encoding 1024/3108 (32 %), 12346 tokens/s, 0:12 elapsed, 1:02:05 left");
        ProgressView.Format(new RunProgress("A", 1, 1, null, null, "loading", 0, 0, null, TimeSpan.FromMinutes(61.5), null)).Should().Be(
            "[1/1] A: loading, 1:01:30 elapsed");
    }

    [Fact]
    public void A_log_gets_a_line_at_each_change_and_every_ten_seconds_between()
    {
        var view = new ProgressView(new StringWriter(_error, CultureInfo.InvariantCulture), TerminalFacts.Redirected, _time, verbosity: 2);
        for (var second = 0; second < 25; second++)
        {
            view.Show(Samples.Progress with { Done = second });
            _time.Advance(1);
        }

        view.Show(Samples.Progress with { Phase = "scoring" });
        view.Show(Samples.Progress with { Phase = "scoring" });
        view.Clear();

        var lines = _error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Select(line => line.Split(": ")[1].Split(' ')[..2]).Select(words => string.Join(' ', words))
            .Should().Equal("encoding 0/3108", "encoding 10/3108", "encoding 20/3108", "scoring 1024/3108");
        _error.ToString().Should().NotContainAny("\r", "\e");
    }

    [Fact]
    public void A_person_sees_one_line_that_changes_and_fits_the_screen()
    {
        var view = new ProgressView(new StringWriter(_error, CultureInfo.InvariantCulture), new TerminalFacts(IsInteractive: true, Width: 40, Colour: true), _time, verbosity: 2);
        view.Show(Samples.Progress);
        view.Show(Samples.Progress with { Done = 1 });
        _time.Advance(0.2);
        view.Show(Samples.Progress with { Done = 2000 });
        view.Clear();
        view.Clear();

        _error.ToString().Should().Be(
            "\r[2/7] STSTask test/en-de: encoding 1024\e[K" +
            "\r[2/7] STSTask test/en-de: encoding 2000\e[K" +
            "\r\e[K");
    }

    [Fact]
    public void Below_verbosity_2_there_is_no_progress()
    {
        new ProgressView(new StringWriter(_error, CultureInfo.InvariantCulture), TerminalFacts.Redirected, _time, verbosity: 1).Show(Samples.Progress);

        _error.ToString().Should().BeEmpty();
    }

    [Fact]
    public async Task A_diagnostic_does_not_break_into_the_progress_line()
    {
        var run = new ToolRun
        {
            Terminal = new TerminalFacts(IsInteractive: true, Width: 60, Colour: false),
            Engine = new FakeEngine
            {
                Run = (reporter, _) =>
                {
                    reporter.Progress(Samples.Progress);
                    reporter.Report(Samples.Warning);
                    return Samples.Report;
                },
            },
        };

        await run.InvokeAsync("run", "-m", "x", "-t", "A");

        run.Error.Should().Contain("\e[K\r\e[K" + Path.Combine("data", "a.jsonl") + "(3,14): warning");
    }
}
