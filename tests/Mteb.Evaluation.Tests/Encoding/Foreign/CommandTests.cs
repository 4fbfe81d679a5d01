using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Foreign;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Tests.Encoding.Foreign;

/// <summary>Models in a program of their own, well-behaved and otherwise. The programs are scripts of the shell.</summary>
public sealed class CommandTests : IDisposable
{
    // Reads a question, and finds its number.
    private const string Ask = "read -r line; id=${line#*:}; id=${id%%,*}";

    private const string Good = $"while {Ask}; [ -n \"$line\" ]; do echo \"{{\\\"id\\\":$id,\\\"embeddings\\\":[[$id,1]],\\\"tokens\\\":3}}\"; done";

    private readonly Sandbox _sandbox = new("command");

    public void Dispose() => _sandbox.Dispose();

    [LinuxFact]
    public async Task Each_question_is_answered_by_one_process()
    {
        using var encoder = await OpenAsync(Good);

        var encoded = await EncodeAsync(encoder, ["aa", "b", "aa"]);

        encoded.Value!.Embeddings.Values.ToArray().Should().Equal([2, 1, 3, 1, 2, 1], "the probe was question 1");
        encoded.Value.Statistics.Should().Be(new EncodingStatistics(3, 2, 6, 0, null, null));
        encoder.Facts.Should().Match<EncoderFacts>(facts => facts.Width == 2 && facts.Device == "elsewhere");
    }

    public static TheoryData<string, string, string> Faults() => new()
    {
        { "echo \"{\\\"id\\\":$id,\\\"embeddings\\\":[]}\"", "MTEB3125", "gave 0 vectors" },
        { "echo \"{\\\"id\\\":$id,\\\"embeddings\\\":[[1,2],[3,4]]}\"", "MTEB3125", "gave 2 vectors" },
        { "echo \"{\\\"id\\\":$id,\\\"embeddings\\\":[[1,NaN]]}\"", "MTEB3108", "NaN" },
        { "echo \"{\\\"id\\\":$id,\\\"embeddings\\\":[[1,null]]}\"", "MTEB3108", "NaN" },
        { "echo \"{\\\"id\\\":$id,\\\"embeddings\\\":[[1,2\"", "MTEB3324", "in the middle" },
        { "echo \"{\\\"id\\\":$id}\"", "MTEB3324", "no list 'embeddings'" },
        { "echo 'Loading the model'", "MTEB3324", "Loading the model" },
        { "echo \"{\\\"id\\\":99,\\\"embeddings\\\":[[1,2]]}\"", "MTEB3325", "99 where 2 was asked" },
        { "echo \"{\\\"error\\\":\\\"no memory\\\"}\"", "MTEB3124", "no memory" },
        { "echo 'out of luck' >&2; exit 7", "MTEB3327", "exit code 7; its last words: out of luck" },
        { "exec >&-; sleep 60", "MTEB3327", "gave no answer" },
        { "sleep 60", "MTEB3323", "for 1 seconds" },
    };

    [LinuxTheory]
    [MemberData(nameof(Faults))]
    public async Task What_goes_wrong_has_its_code(string deed, string code, string words)
    {
        using var encoder = await OpenAsync(
            $"{Ask}; echo \"{{\\\"id\\\":$id,\\\"embeddings\\\":[[1,1]]}}\"; {Ask}; {deed}; sleep 60",
            new ForeignSettings { Patience = TimeSpan.FromSeconds(1) });

        var encoded = await EncodeAsync(encoder, ["a text"]);

        var diagnostic = encoded.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be(code);
        diagnostic.Message.Should().Contain(words);
        diagnostic.Remedy.Should().NotBeEmpty();
    }

    [LinuxFact]
    public async Task After_a_failure_the_next_question_starts_the_program_again()
    {
        using var encoder = await OpenAsync($"if [ -e again ]; then {Good}; else touch again; {Ask}; echo \"{{\\\"id\\\":$id,\\\"embeddings\\\":[[1,1]]}}\"; fi");

        (await EncodeAsync(encoder, ["first"])).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("MTEB3327");
        (await EncodeAsync(encoder, ["second"])).Value!.Embeddings.Values.ToArray().Should().Equal(3, 1);
    }

    [LinuxFact]
    public async Task Standard_error_is_heard_line_by_line()
    {
        var heard = new List<string>();
        using (var encoder = await OpenAsync($"echo one >&2; echo two >&2; {Good}", heard: line =>
        {
            lock (heard)
            {
                heard.Add(line);
            }
        }))
        {
            await EncodeAsync(encoder, ["a"]);
        }

        heard.Should().Equal("one", "two");
    }

    [LinuxTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_program_dies_with_all_that_it_started(bool isCancelled)
    {
        // The grandchild would go on for a minute; its process group is not asked, it is found in the tree.
        using var encoder = await OpenAsync(
            $"sleep 60 & echo $! > grandchild; echo $$ > child; {Ask}; echo \"{{\\\"id\\\":$id,\\\"embeddings\\\":[[1,1]]}}\"; {Ask}; sleep 60");
        using var source = new CancellationTokenSource();
        var encoding = encoder.EncodeAsync(["a"], default, null, source.Token);
        if (isCancelled)
        {
            source.CancelAfter(100);
            var encode = () => encoding;
            await encode.Should().ThrowAsync<OperationCanceledException>();
        }

        int[] numbers = [.. new[] { "child", "grandchild" }.Select(name => int.Parse(File.ReadAllText(_sandbox.At(name)), System.Globalization.CultureInfo.InvariantCulture))];
        if (!isCancelled)
        {
            numbers.Should().OnlyContain(number => IsRunning(number));
            encoder.Dispose();
        }

        for (var i = 0; i < 50 && numbers.Any(IsRunning); i++)
        {
            await Task.Delay(20);
        }

        numbers.Should().NotContain(number => IsRunning(number));
    }

    [LinuxFact]
    public async Task Variables_that_it_must_not_see_are_hidden()
    {
        Environment.SetEnvironmentVariable("MTEB_TEST_SECRET", "x");
        using var encoder = await OpenAsync($"[ -z \"$MTEB_TEST_SECRET\" ] || exit 5; {Good}");

        (await EncodeAsync(encoder, ["a"])).Succeeded.Should().BeTrue();
    }

    [Fact]
    public async Task A_program_that_does_not_exist_is_named()
    {
        var opened = await ForeignEncoder.OpenAsync(
            new CommandOptions { Words = ["no-such-program-anywhere"], Folder = _sandbox.Root }, new ForeignSettings(), CancellationToken.None);

        opened.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic => diagnostic.Code == "MTEB3326" && diagnostic.Message.Contains("'no-such-program-anywhere'"));
    }

    [Theory]
    [InlineData("a b  c ", "a", "b", "c")]
    [InlineData("a \"b c\" d'e f'g", "a", "b c", "de fg")]
    [InlineData("a \"\" C:\\x\\y", "a", "", "C:\\x\\y")]
    [InlineData("  ")]
    public void A_command_is_cut_into_words(string line, params string[] words) => CommandOptions.Split(line).Should().Equal(words);

    [Fact]
    public void An_open_quote_is_no_command() => CommandOptions.Split("a 'b").Should().BeNull();

    [PythonFact]
    public async Task The_example_of_the_documentation_works()
    {
        var page = await File.ReadAllTextAsync(Repository.At("docs/child-process.md"));
        var start = page.IndexOf("```python\n", StringComparison.Ordinal) + 10;
        _sandbox.Write("encode.py", page[start..page.IndexOf("```", start, StringComparison.Ordinal)]);
        using var encoder = (await ForeignEncoder.OpenAsync(
            new CommandOptions { Words = ["python3", "encode.py"], Folder = _sandbox.Root }, new ForeignSettings(), CancellationToken.None)).Value!;

        (await EncodeAsync(encoder, ["a b c", "ü"])).Value!.Embeddings.Values.ToArray().Should().Equal(5, 2, 1, 0);
        (await encoder.DescribeFilesAsync(CancellationToken.None)).Should().ContainSingle().Which.Name.Should().Be("command/encode.py");
    }

    private async Task<ForeignEncoder> OpenAsync(string script, ForeignSettings? settings = null, Action<string>? heard = null)
    {
        var options = new CommandOptions { Words = ["/bin/sh", "-c", script], Folder = _sandbox.Root, Hidden = ["MTEB_TEST_SECRET"], Heard = heard };
        var opened = await ForeignEncoder.OpenAsync(options, (settings ?? new ForeignSettings()) with { BatchSize = 1 }, CancellationToken.None);
        opened.Succeeded.Should().BeTrue(string.Join("; ", opened.Diagnostics.Select(diagnostic => diagnostic.Message)));
        return opened.Value!;
    }

    private static Task<Outcome<EncodedTexts>> EncodeAsync(ForeignEncoder encoder, IReadOnlyList<string> texts) =>
        encoder.EncodeAsync(texts, default, null, CancellationToken.None);

    // A process that is dead but not yet waited for still has a number; its state says so.
    private static bool IsRunning(int number)
    {
        try
        {
            return File.ReadAllText($"/proc/{number}/stat") is var stat && stat[(stat.LastIndexOf(')') + 2)..][0] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
