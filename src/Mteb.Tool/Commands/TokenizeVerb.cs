using System.Text;
using Mteb.Evaluation.Tokenization;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>tokenize</c>: shows what a tokenizer makes of texts.</summary>
internal static class TokenizeVerb
{
    private static readonly OptionSpec Source = new("--tokenizer", ValueCount.One, "A tokenizer.json, or a model folder with a tokenizer.")
    {
        ValueName = "path",
        Required = true,
    };

    private static readonly OptionSpec Plain = new("--no-special-tokens", ValueCount.None, "Adds no special tokens around the texts.");

    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("tokenize", "Shows what a tokenizer makes of texts.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Options = [Source, Plain],
        Remarks =
        [
            "Reads JSON lines from standard input, {\"text\": \"...\"} or {\"text\": \"...\", \"pair\": \"...\"}, and writes one JSON line for each: 'ids', 'type_ids', 'attention_mask' and 'offsets', the places of each token in its text as [start, end] in code points. Special tokens and padding have the place [0, 0].",
            "Truncation and padding are those of the tokenizer file. A line that cannot be tokenized becomes {\"error\": ...}, so that lines stay side by side, and the verb ends with 1. Empty lines are passed over.",
        ],
        Examples =
        [
            new("mteb tokenize --tokenizer models/my-model < texts.jsonl", "Tokenizes as the model does, special tokens included."),
            new("mteb tokenize --tokenizer tokenizer.json --no-special-tokens < texts.jsonl", "Shows the tokens of the texts alone."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        view.Write(values.Notices);
        var path = Path.GetFullPath(values.Text(Source)!, environment.CurrentDirectory);
        var loaded = TokenizerFolder.LoadFileOrFolder(path);
        view.Write(loaded.Diagnostics);
        if (!loaded.Succeeded)
        {
            return ExitCode.Input;
        }

        var tokenizer = new TokenLines(loaded.Value, addSpecialTokens: !values.Has(Plain));
        var exitCode = ExitCode.Ok;
        try
        {
            for (var number = 1; environment.Input.Value.ReadLine() is { } line; number++)
            {
                if (string.IsNullOrWhiteSpace(line))
                {
                    continue;
                }

                environment.Print(tokenizer.Tokenize(line, number, out var problem));
                if (problem is not null)
                {
                    view.Write([problem]);
                    exitCode = ExitCode.Findings;
                }
            }
        }
        catch (DecoderFallbackException)
        {
            view.Write([JsonLines.NotUtf8(JsonLines.StandardInput)]);
            return ExitCode.Input;
        }

        return exitCode;
    }
}
