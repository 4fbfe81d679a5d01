using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>Vectors from a program of its own, by JSON lines. It is started when it is needed, and again after it failed.</summary>
internal sealed class CommandSource : IVectorSource
{
    private readonly CommandOptions _options;
    private readonly ForeignSettings _settings;
    private readonly string _name;
    private ChildProcess? _child;
    private long _number;

    private CommandSource(CommandOptions options, ForeignSettings settings)
    {
        _options = options;
        _settings = settings;
        _name = $"'{options.Words[0]}'";
    }

    /// <summary>Starts a program as a model.</summary>
    /// <param name="options">The program.</param>
    /// <param name="settings">How it is used.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The model, after a first short text; or why it cannot be used.</returns>
    public static async Task<Outcome<ForeignEncoder>> OpenAsync(CommandOptions options, ForeignSettings settings, CancellationToken cancellationToken) =>
        options.Words.Count == 0
            ? EncodingCodes.SettingInvalid.Here("The command is empty.", "Name a program, with its arguments after it.")
            : await ForeignEncoder.OpenAsync(
                new CommandSource(options, settings),
                settings,
                new EncoderFacts
                {
                    Width = null,
                    MaximumLength = null,
                    Device = EncoderFacts.Elsewhere,
                    Modules = [$"Command {string.Join(' ', options.Words)}"],
                    Dtype = EncoderFacts.UnknownDtype,
                },
                cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<Outcome<VectorBatch>> GetAsync(IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        if (_child is null)
        {
            var started = ChildProcess.Start(_options);
            if (!started.Succeeded)
            {
                return started.FailedAs<VectorBatch>();
            }

            _child = started.Value;
        }

        // After anything but a good answer nobody knows what the program would say next.
        var outcome = default(Outcome<VectorBatch>);
        try
        {
            outcome = await AskAsync(_child, ++_number, inputs, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!outcome.Succeeded)
            {
                Dispose();
            }
        }

        return outcome;
    }

    /// <summary>Every word of the command that is a file: most often the script. What those load is not known.</summary>
    public async Task<IReadOnlyList<ModelFile>> DescribeFilesAsync(CancellationToken cancellationToken)
    {
        var files = new List<ModelFile>();
        foreach (var word in _options.Words.Distinct(StringComparer.Ordinal).Where(word => File.Exists(Path.Combine(_options.Folder, word))))
        {
            var file = await ModelFile.HashAsync(_options.Folder, word, cancellationToken).ConfigureAwait(false);
            files.Add(file with { Name = $"command/{word.Replace('\\', '/').TrimStart('/')}" });
        }

        return files;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _child?.Dispose();
        _child = null;
    }

    private async Task<Outcome<VectorBatch>> AskAsync(ChildProcess child, long number, IReadOnlyList<string> inputs, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_settings.Patience);
        try
        {
            var answer = await child.AskAsync(Question(number, inputs), patience.Token).ConfigureAwait(false);
            return answer is not null
                ? VectorJson.Parse(System.Text.Encoding.UTF8.GetBytes(answer), _name, root => Read(root, number))
                : ForeignEncoderCodes.CommandEnded.Here(
                    $"{_name} gave no answer: {await child.EndAsync().ConfigureAwait(false)}.",
                    "Run the command by hand and write a line of the protocol to it; docs/child-process.md has one.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return ForeignEncoderCodes.Silent.Here(
                $"{_name} gave no answer for {_settings.Patience.TotalSeconds:0.#} seconds, and was ended.",
                "See that it writes each answer out at once (flush); give a longer '--encoder-timeout', or fewer texts at once with '--batch-size'.");
        }
    }

    private Outcome<VectorBatch> Read(JsonElement root, long number)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return VectorJson.Unreadable(_name, "it is no JSON object");
        }

        if (root.TryGetProperty("error", out var error))
        {
            return EncodingCodes.EncoderFailed.Here(
                $"{_name} says: {(error.ValueKind == JsonValueKind.String ? error.GetString() : error.GetRawText())}", "Do what the message says.");
        }

        if (!root.TryGetProperty("id", out var id) || id.ValueKind != JsonValueKind.Number || !id.TryGetInt64(out var given) || given != number)
        {
            return ForeignEncoderCodes.AnswerOrder.Here(
                $"{_name} answered with the id {(id.ValueKind == JsonValueKind.Undefined ? "of none" : id.GetRawText())} where {number} was asked.",
                "Give every answer the 'id' of its question, and answer in the order of the questions.");
        }

        return root.TryGetProperty("embeddings", out var list) && list.ValueKind == JsonValueKind.Array
            ? new VectorBatch(VectorJson.Vectors(list), root.TryGetProperty("tokens", out var tokens) && tokens.TryGetInt64(out var count) ? count : null)
            : VectorJson.Unreadable(_name, "it has no list 'embeddings'");
    }

    private static string Question(long number, IReadOnlyList<string> inputs)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteNumber("id", number);
            writer.WriteStartArray("texts");
            foreach (var input in inputs)
            {
                writer.WriteStringValue(input);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }
}
