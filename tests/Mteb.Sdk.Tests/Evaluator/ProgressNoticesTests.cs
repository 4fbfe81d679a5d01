using Mteb.Evaluation.Running;
using Mteb.Sdk.Evaluator;

namespace Mteb.Sdk.Tests.Evaluator;

/// <summary>What a build's log says while a long evaluation runs.</summary>
public sealed class ProgressNoticesTests
{
    private readonly ManualTime _clock = new();
    private readonly List<BuildMessage> _said = [];

    [Fact]
    public void A_short_evaluation_says_nothing_and_a_long_one_a_line_every_half_minute()
    {
        var notices = new ProgressNotices(_said.Add, _clock);
        for (var second = 0; second < 100; second++)
        {
            notices.Progressed(At(second));
            _clock.Advance(1);
        }

        _said.Select(message => message.Text).Should().Equal(
            "Evaluating STS12 (2 of 7), test/default: Encoding sentences, 30 of 100, 1:10 left",
            "Evaluating STS12 (2 of 7), test/default: Encoding sentences, 60 of 100, 0:40 left",
            "Evaluating STS12 (2 of 7), test/default: Encoding sentences, 90 of 100, 0:10 left");
        _said.Should().OnlyContain(message => message.Kind == MessageKind.Notice);
    }

    [Fact]
    public void A_phase_without_texts_has_neither_count_nor_estimate() =>
        ProgressNotices.Text(At(0) with { Phase = "Scoring", Total = 0, Remaining = null }).Should().Be("Evaluating STS12 (2 of 7), test/default: Scoring");

    private static RunProgress At(int done) => new("STS12", 2, 7, "test", "default", "Encoding sentences", done, 100, 1, TimeSpan.FromSeconds(done), TimeSpan.FromSeconds(100 - done));
}
