using Microsoft.ML.OnnxRuntime;
using Mteb.Evaluation.Tokenization;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Loads a model step by step; each step has its own reasons to refuse.</summary>
internal static class OnnxEncoderFactory
{
    private static readonly int[] FirstText = [0];

    /// <inheritdoc cref="OnnxEncoder.Create"/>
    public static Outcome<OnnxEncoder> Create(ModelFolder folder, ITokenizer tokenizer, EncoderOptions options)
    {
        if ((CheckRuntime() ?? CheckSettings(tokenizer, options)) is { } wrong)
        {
            return wrong;
        }

        folder = options.Prompts?.ApplyTo(folder) ?? folder;
        if (options.Pooling is { } mode)
        {
            folder = folder with { Modules = [folder.Modules[0], new PoolingModule("", [mode], folder.Pooling?.IncludePrompt ?? true, null)] };
        }

        var devices = Device.Candidates(options.Device);
        var choice = GraphOfDtype.Choose(folder, options);
        var graph = choice.Succeeded ? GraphSource.Find(folder, choice.Value) : choice.FailedAs<GraphSource>();
        if (!devices.Succeeded || !graph.Succeeded)
        {
            return Outcome.Failure<OnnxEncoder>([.. devices.Diagnostics, .. graph.Diagnostics]);
        }

        if (CheckVocabulary(folder, graph.Value, tokenizer) is { } mismatch)
        {
            return mismatch;
        }

        var opened = SessionOpener.Open(graph.Value, devices.Value, options.ProviderOptions);
        if (!opened.Succeeded)
        {
            return opened.FailedAs<OnnxEncoder>();
        }

        var (session, device) = opened.Value;
        var created = Assemble(new Draft(folder, tokenizer, options, device, graph.Value, session));
        if (!created.Succeeded)
        {
            session.Dispose();
            return created;
        }

        return Outcome.Success(created.Value, [.. graph.Diagnostics, .. opened.Diagnostics, .. created.Diagnostics]);
    }

    private static Outcome<OnnxEncoder> Assemble(Draft draft)
    {
        var path = draft.Graph.Path;
        var binding = GraphBinding.Create(draft.Session, path, draft.Options.Pooling is not null || draft.Folder is { HasModules: true, Pooling: not null });
        if (!binding.Succeeded)
        {
            return binding.FailedAs<OnnxEncoder>();
        }

        var prompts = PromptRules.Of(draft.Folder, draft.Options.Prompts, draft.Options.FindTask);
        if (CheckPooling(draft, prompts, path, binding.Value) is { } unfit)
        {
            return unfit;
        }

        var dtype = GraphOfDtype.Check(path, draft.Options, binding.Value.IsHalf);
        if (!dtype.Succeeded)
        {
            return dtype.FailedAs<OnnxEncoder>();
        }

        var hasMask = binding.Value.Inputs.Any(input => input.Kind == InputKind.AttentionMask);
        var maximumLength = MaximumLength(draft.Folder, draft.Options);
        var width = ProbeWidth(draft, binding.Value, maximumLength);
        if (!width.Succeeded)
        {
            return width.FailedAs<OnnxEncoder>();
        }

        var head = TextHead.Create(draft.Folder, width.Value, binding.Value.TokenVectors);
        if (!head.Succeeded)
        {
            return head.FailedAs<OnnxEncoder>();
        }

        var isPooledThere = !draft.Device.IsCpu && DevicePooling.Serves(draft.Device, head.Value.Modes);
        var pooling = isPooledThere
            ? DevicePooling.Create(draft.Device, draft.Options.ProviderOptions, head.Value.Modes, binding.Value.IsHalf)
            : default;
        if (isPooledThere && !pooling.Succeeded)
        {
            return pooling.FailedAs<OnnxEncoder>();
        }

        var limits = new BatchLimits(
            draft.Options.TokenBudget ?? draft.Device.TokenBudget,
            draft.Graph.Facts.LooksAcrossBatch ? 1 : draft.Options.BatchSize ?? int.MaxValue,
            ShortestRow: hasMask ? 2 : 1,
            LengthStep: hasMask ? draft.Device.LengthStep : 1);
        var encoder = new OnnxEncoder(new OnnxEncoderParts(
            draft.Folder,
            prompts,
            draft.Graph.Name,
            draft.Graph.Files,
            draft.Tokenizer,
            draft.Session,
            draft.Device,
            binding.Value,
            head.Value,
            pooling.Value,
            limits,
            draft.Device.IsCpu ? draft.Options.Threads : Math.Min(draft.Options.Threads, 2),
            new MemoryGuard(),
            dtype.Value,
            [.. draft.Options.ProviderOptions.Select(option => $"{option.Key}={option.Value}").Order(StringComparer.Ordinal)],
            maximumLength,
            VocabularySize(draft.Folder, draft.Graph.Facts),
            SimilarityFunctions.Of(draft.Folder.SimilarityName)));
        var remarks = draft.Options.KnownTasks is { } tasks ? PromptCheck.FindDropped(draft.Folder, tasks) : [];
        return Outcome.Success(encoder, remarks);
    }

    private static Diagnostic? CheckRuntime()
    {
        try
        {
            _ = OrtEnv.Instance();
            return null;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return EncodingCodes.RuntimeMissing.Here(exception.Message, "Put an ONNX Runtime for this platform there; docs/gpu.md tells how to choose one.");
        }
    }

    private static Diagnostic? CheckSettings(ITokenizer tokenizer, EncoderOptions options)
    {
        (string Name, int Value, int Least)[] settings =
        [
            ("number of threads", options.Threads, 1),
            ("token budget", options.TokenBudget ?? 1, 1),
            ("batch size", options.BatchSize ?? 1, 1),
            ("maximum length", options.MaximumLength ?? int.MaxValue, tokenizer.SpecialTokenCount + 1),
        ];
        foreach (var (name, value, least) in settings)
        {
            if (value < least)
            {
                return EncodingCodes.SettingInvalid.Here($"The {name} is {value}; the least that makes sense is {least}.", $"Give a number from {least} on.");
            }
        }

        return options is { ProviderOptions.Count: > 0, Device: Device.Auto or "cpu" }
            ? EncodingCodes.SettingInvalid.Here(
                $"The device '{options.Device}' takes no options.", "Name the device that the options are for, such as cuda.")
            : null;
    }

    private static Diagnostic? CheckVocabulary(ModelFolder folder, GraphSource graph, ITokenizer tokenizer)
    {
        var source = graph.Facts.VocabularyRows is null ? "config.json" : graph.Name;
        return VocabularySize(folder, graph.Facts) is { } known && tokenizer.VocabularySize > known
            ? EncodingCodes.VocabularyMismatch.At(
                new SourcePlace(folder.At(folder.TokenizerFile ?? "tokenizer.json")),
                $"The tokenizer gives ids up to {tokenizer.VocabularySize - 1}, but by {source} the model has vectors for {known} ids only.",
                "Use the tokenizer and the ONNX file of the same model.")
            : null;
    }

    private static long? VocabularySize(ModelFolder folder, GraphFacts facts) => facts.VocabularyRows ?? folder.Config?.VocabularySize;

    private static Diagnostic? CheckPooling(Draft draft, PromptRules prompts, string path, GraphBinding binding)
    {
        var folder = draft.Folder;
        if (!binding.TokenVectors && draft.Options.Pooling is not null)
        {
            return EncodingCodes.OutputUnsupported.At(
                new SourcePlace(path),
                $"The graph gives only vectors of texts ({binding.Output}), so that there is nothing to pool.",
                "Leave the pooling to the model, or export it with the output last_hidden_state or token_embeddings.");
        }

        if (binding.TokenVectors && folder.Pooling is null)
        {
            return EncodingCodes.OutputUnsupported.At(
                new SourcePlace(path),
                $"The graph gives vectors of tokens ({binding.Output}), and modules.json lists no pooling.",
                "Add the pooling module, or export the model with the output sentence_embedding.");
        }

        return !binding.TokenVectors && folder.Pooling is { IncludePrompt: false } && prompts.MayChangeTexts
            ? EncodingCodes.OutputUnsupported.At(
                new SourcePlace(path),
                "The model leaves its prompts out of pooling, but the graph gives only vectors of texts, in which they are contained.",
                "Export the model with the output last_hidden_state or token_embeddings.")
            : null;
    }

    private static int MaximumLength(ModelFolder folder, EncoderOptions options)
    {
        var wanted = options.MaximumLength ?? folder.MaximumLength.Tokens ?? int.MaxValue;
        return Math.Min(wanted, folder.Config?.UsablePositions ?? int.MaxValue);
    }

    /// <summary>Runs the model once: it shows how long its vectors are, whatever the file says, and that it runs at all.</summary>
    private static Outcome<int> ProbeWidth(Draft draft, GraphBinding binding, int maximumLength)
    {
        using var runner = new BatchRunner(draft.Session, binding, draft.Tokenizer.PadTokenId, new MemoryGuard());
        var window = draft.Tokenizer is NoTokenizer ? new TokenWindow([new TokenizedText([1, 1], [], [])]) : new TokenWindow(0, 1, 1);
        var source = new TextSource(["probe"], "", lowerCase: false, draft.Tokenizer, maximumLength);
        if (draft.Tokenizer is not NoTokenizer && window.Fill(0, source, runner.Scratch) is { } unreadable)
        {
            return unreadable;
        }

        try
        {
            var width = 0;
            var length = Math.Max(window.Length(0), 2);
            var problem = runner.Run(window, new Batch(FirstText, length), (_, vectors) =>
            {
                width = binding.TokenVectors ? vectors.Length / length : vectors.Length;
                return null;
            });
            return problem is null ? width : problem with { Place = new SourcePlace(draft.Graph.Path) };
        }
        catch (OnnxRuntimeException error)
        {
            return EncodingCodes.RunFailed.At(
                new SourcePlace(draft.Graph.Path),
                $"The model fails on a first short text: {RuntimeMessage.Clean(error)}.",
                "Check that the ONNX file was exported with open batch and sequence dimensions.");
        }
    }

    private sealed record Draft(
        ModelFolder Folder,
        ITokenizer Tokenizer,
        EncoderOptions Options,
        Device Device,
        GraphSource Graph,
        InferenceSession Session);
}
