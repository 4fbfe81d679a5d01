using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Numerics;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;

namespace Mteb.Tool.Commands;

/// <summary>Lines in, vectors out, some lines at a time.</summary>
/// <param name="encoder">The model.</param>
/// <param name="prompt">What is put in front of texts.</param>
/// <param name="states">Whether the vectors of tokens are wanted.</param>
/// <param name="output">Takes the vectors.</param>
/// <param name="reporter">Hears how it goes.</param>
/// <param name="time">The clock.</param>
internal sealed class EncodeStream(ITokenEncoder encoder, PromptResolution prompt, bool states, IVectorOutput output, RunReporter reporter, TimeProvider time)
{
    // What is held at once: the vectors of so many lines, or of about so many tokens.
    private const int Lines = 1024;
    private const int Characters = 1 << 20;
    private const int Tokens = 1 << 14;

    private readonly long _start = time.GetTimestamp();
    private long _done;
    private long _truncated;
    private bool _hasBadLines;

    /// <summary>Encodes all lines.</summary>
    /// <param name="reader">Gives the lines.</param>
    /// <param name="source">What diagnostics call it.</param>
    /// <param name="isJson">Whether lines are JSON; null to see from the first.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async Task<ExitCode> RunAsync(TextReader reader, string source, bool? isJson, CancellationToken cancellationToken)
    {
        var held = new List<EncodeLine>();
        var size = 0;
        for (var number = 1; reader.ReadLine() is { } text; number++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            isJson ??= text.TrimStart().StartsWith('{');
            if (isJson == true && string.IsNullOrWhiteSpace(text))
            {
                continue;
            }

            var line = Prepare(isJson == true ? EncodeLine.Read(text, number, source) : new EncodeLine(number, text, null, null), source);
            held.Add(line);
            size += states ? line.Tokens?.Ids.Length ?? 0 : text.Length;
            if (held.Count == Lines || size > (states ? Tokens : Characters))
            {
                if (!await EncodeAsync(held, cancellationToken))
                {
                    return ExitCode.Input;
                }

                held.Clear();
                size = 0;
            }
        }

        if (!await EncodeAsync(held, cancellationToken))
        {
            return ExitCode.Input;
        }

        if (_truncated > 0)
        {
            reporter.Report(RunCodes.TextsTruncated.At(
                new(source),
                $"{_truncated} of {_done} texts are longer than the model's {encoder.Facts.MaximumLength} tokens and were cut.",
                "That is what an evaluation does too; cut or split the texts yourself for anything else."));
        }

        return _hasBadLines ? ExitCode.Findings : ExitCode.Ok;
    }

    /// <summary>Tokenises where token vectors are wanted, and checks ids that were given.</summary>
    private EncodeLine Prepare(EncodeLine line, string source)
    {
        if (line.Text is not null && states)
        {
            var tokenized = encoder.Tokenize(line.Text, prompt);
            line = tokenized.Succeeded
                ? new EncodeLine(line.Number, null, tokenized.Value, null)
                : line with { Text = null, Problem = tokenized.Diagnostics[0] with { Place = new(source, line.Number, 1) } };
        }
        else if (line.Tokens is { } tokens && encoder.Check(tokens) is { } unfit)
        {
            line = line with { Tokens = null, Problem = unfit with { Place = new(source, line.Number, 1) } };
        }

        _truncated += line.Tokens?.IsTruncated == true ? 1 : 0;
        if (line.Problem is { } problem)
        {
            _hasBadLines = true;
            reporter.Report(problem);
        }

        return line;
    }

    private async Task<bool> EncodeAsync(List<EncodeLine> lines, CancellationToken cancellationToken)
    {
        var texts = lines.Where(line => line.Text is not null).Select(line => line.Text!).ToList();
        var tokens = lines.Where(line => line.Tokens is not null).Select(line => line.Tokens!).ToList();
        var ofTexts = texts.Count == 0 ? null : await OfTextsAsync(texts, cancellationToken);
        var ofTokens = tokens.Count == 0 ? Outcome.Success<IReadOnlyList<EmbeddingMatrix>>([], []) : await encoder.EncodeTokensAsync(tokens, states, cancellationToken);
        if ((texts.Count > 0 && ofTexts is null) || !ofTokens.Succeeded)
        {
            foreach (var diagnostic in ofTokens.Diagnostics)
            {
                reporter.Report(diagnostic);
            }

            return false;
        }

        var (nextText, nextTokens) = (0, 0);
        output.Write([.. lines.Select(line => line switch
        {
            { Text: not null } => (new EmbeddingMatrix(ofTexts!.Values[(nextText * ofTexts.Columns)..(++nextText * ofTexts.Columns)], 1, ofTexts.Columns), (Diagnostic?)null),
            { Tokens: not null } => (ofTokens.Value[nextTokens++], null),
            _ => ((EmbeddingMatrix?)null, line.Problem),
        })]);
        _done += lines.Count;
        reporter.Progress(new RunProgress("encode", 0, 0, null, null, "lines", _done, 0, null, time.GetElapsedTime(_start), null));
        return true;
    }

    private async Task<EmbeddingMatrix?> OfTextsAsync(List<string> texts, CancellationToken cancellationToken)
    {
        var encoded = await encoder.EncodeAsync(texts, prompt, null, cancellationToken);
        foreach (var diagnostic in encoded.Diagnostics)
        {
            reporter.Report(diagnostic);
        }

        _truncated += encoded.Value?.Statistics.TruncatedTexts ?? 0;
        return encoded.Value?.Embeddings;
    }
}
