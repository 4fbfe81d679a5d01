using System.Text;
using Mteb.Evaluation.Encoding;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>encode</c>: gives the vectors of texts.</summary>
internal static class EncodeVerb
{
    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("encode", "Gives the vectors of texts, or of token ids.", ExecuteAsync)
    {
        Argument = "file",
        ArgumentMeaning = "The file with the lines; standard input without it.",
        Options = EncodeOptions.All,
        Remarks =
        [
            "Each line is a text, or a JSON object: {\"text\": \"...\"} or {\"input_ids\": [...], \"attention_mask\": [...], \"token_type_ids\": [...]}, the last two of which may be absent. Token ids are run as they are: nothing is put in front of them, and nothing is cut.",
            "For each line comes a line with 'embedding', or with 'states', one vector for each token, after '--pooling none'. A line that cannot be read becomes {\"error\": ...}, so that lines stay side by side, and the verb ends with 1; a matrix of numpy is then not written. Lines are read and written as they come, a thousand at a time.",
        ],
        Examples =
        [
            new("mteb encode -m ./my-model < texts.txt", "Encodes each line as the model says, and writes JSON lines."),
            new("mteb encode -m ./my-model --prompt-type query --output-file queries.npy queries.jsonl", "Encodes queries into a matrix of numpy."),
            new("mteb encode -m ./my-model --pooling none < tokens.jsonl", "Shows the vectors of the tokens."),
        ],
    };

    private static async Task<ExitCode> ExecuteAsync(OptionValues values, ToolEnvironment environment)
    {
        using var reporter = new RunReporter(environment, values.Number(RunOptions.Verbosity) ?? 2);
        var wrong = new List<Diagnostic>(values.Notices);
        var device = RunArgumentsReader.Device(values, wrong);
        var providerOptions = RunArgumentsReader.ProviderOptions(values, wrong);
        wrong.AddRange(Contradictions(values));
        if (Report(wrong, reporter))
        {
            return ExitCode.Usage;
        }

        var prompts = PromptFile.Read([.. values.All(RunOptions.Prompts).Select(file => Path.GetFullPath(file, environment.CurrentDirectory))]);
        if (Report(prompts.Diagnostics, reporter))
        {
            return ExitCode.Input;
        }

        var opened = FolderEncoder.Open(Path.GetFullPath(values.Text(EncodeOptions.Model)!, environment.CurrentDirectory), new EncoderOptions
        {
            Threads = values.Number(RunOptions.Threads) ?? environment.Processors,
            Device = device ?? "auto",
            ProviderOptions = providerOptions,
            Dtype = values.Text(RunOptions.Dtype),
            BatchSize = values.Number(RunOptions.BatchSize),
            Prompts = prompts.Value,
            Pooling = Pooling(values.Text(EncodeOptions.Pooling)),
            NeedsTokenizer = false,
        });
        if (Report(opened.Diagnostics, reporter) || !opened.Succeeded)
        {
            return ExitCode.Input;
        }

        using var encoder = opened.Value;
        var prompt = encoder.Prompts.Named(values.Text(EncodeOptions.PromptName), Role(values.Text(EncodeOptions.PromptType)));
        if (Report(prompt.Diagnostics, reporter))
        {
            return ExitCode.Input;
        }

        return await RunAsync(values, environment, encoder, prompt.Value, reporter);
    }

    private static async Task<ExitCode> RunAsync(
        OptionValues values, ToolEnvironment environment, ITokenEncoder encoder, PromptResolution prompt, RunReporter reporter)
    {
        var source = values.Arguments is [var file] ? Path.GetFullPath(file, environment.CurrentDirectory) : JsonLines.StandardInput;
        try
        {
            using var reader = values.Arguments.Count == 0 ? null : new StreamReader(source, new UTF8Encoding(false, throwOnInvalidBytes: true));
            // The width of a model in a folder is always known.
            using var output = Output(values, environment, encoder.Facts.Width!.Value);
            var states = values.Text(EncodeOptions.Pooling) == "none";
            var isJson = values.Text(EncodeOptions.InputFormat) is { } format ? format == "json" : (bool?)null;
            var stream = new EncodeStream(encoder, prompt, states, output, reporter, environment.Time);
            var result = await stream.RunAsync(reader ?? environment.Input.Value, source, isJson, environment.Cancellation.Value.Token);
            if (result == ExitCode.Ok || (result == ExitCode.Findings && output is VectorLines))
            {
                output.Complete();
            }

            return result;
        }
        catch (DecoderFallbackException)
        {
            reporter.Report(JsonLines.NotUtf8(source));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            reporter.Report(OptionCodes.FileRefused.Here(exception.Message, "Check the path of the file, its rights and the room on the disk."));
        }

        return ExitCode.Input;
    }

    private static IVectorOutput Output(OptionValues values, ToolEnvironment environment, int width)
    {
        var states = values.Text(EncodeOptions.Pooling) == "none";
        if (values.Text(EncodeOptions.OutputFile) is not { } name)
        {
            return new VectorLines(environment.Print, states, null);
        }

        var file = new WholeFile(Path.GetFullPath(name, environment.CurrentDirectory));
        return IsNumpy(name) ? new NumpyFile(file, width) : new VectorLines(text => file.Stream.Write(Encoding.UTF8.GetBytes(text)), states, file);
    }

    private static IEnumerable<Diagnostic> Contradictions(OptionValues values)
    {
        if (values.Arguments.Count > 1)
        {
            yield return OptionCodes.UnexpectedArgument.Here($"'mteb encode' reads one file, not {values.Arguments.Count}.", "Join the files, or write them one after another to standard input.");
        }

        if (values.Has(EncodeOptions.PromptName) && values.Has(EncodeOptions.PromptType))
        {
            yield return RunArgumentsReader.Conflict(EncodeOptions.PromptName.Name, EncodeOptions.PromptType.Name);
        }

        if (values.Text(EncodeOptions.Pooling) == "none" && values.Text(EncodeOptions.OutputFile) is { } name && IsNumpy(name))
        {
            yield return RunArgumentsReader.Conflict($"{EncodeOptions.Pooling.Name} none", $"{EncodeOptions.OutputFile.Name} {name}");
        }
    }

    private static bool IsNumpy(string name) => name.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);

    private static PromptType? Role(string? written) => written switch { "query" => PromptType.Query, "document" => PromptType.Document, _ => null };

    // Any mode makes the encoder take the token vectors; with 'none' nothing is done with them.
    private static PoolingMode? Pooling(string? written) => written switch
    {
        null => null,
        "cls" => PoolingMode.FirstToken,
        "max" => PoolingMode.Max,
        "lasttoken" => PoolingMode.LastToken,
        "weightedmean" => PoolingMode.WeightedMean,
        "mean_sqrt_len_tokens" => PoolingMode.MeanSquareRootLength,
        _ => PoolingMode.Mean,
    };

    private static bool Report(IReadOnlyList<Diagnostic> diagnostics, RunReporter reporter)
    {
        foreach (var diagnostic in diagnostics)
        {
            reporter.Report(diagnostic);
        }

        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error);
    }
}
