using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Encoding.Caching;
using Mteb.Evaluation.Encoding.Foreign;
using Mteb.Evaluation.Running;
using Mteb.Schemas.Diagnostics;
using Mteb.Tool.Output;

namespace Mteb.Tool.Commands;

/// <summary>Opens the model of a run, wherever it is.</summary>
internal static class ModelOpening
{
    private const string NoRevision = "no_revision_available";

    /// <summary>Opens it, with a cache in front where one is wanted.</summary>
    /// <inheritdoc cref="OpenBareAsync"/>
    public static async Task<Outcome<LoadedModel>> OpenAsync(
        RunArguments arguments, EncoderOptions options, ToolEnvironment environment, IRunReporter reporter, CancellationToken cancellationToken)
    {
        var opened = await OpenBareAsync(arguments, options, environment, reporter, cancellationToken);
        if (!opened.Succeeded || arguments.EmbeddingCache is not { } folder)
        {
            return opened;
        }

        var cache = new EmbeddingCacheOptions { Folder = folder, Clock = environment.Time };
        return Outcome.Success(
            opened.Value.WithCache(arguments.EmbeddingCacheSize is { } megabytes ? cache with { Limit = (long)megabytes << 20 } : cache), opened.Diagnostics);
    }

    /// <summary>Opens it.</summary>
    /// <param name="arguments">What was asked for; there is a folder, or another program.</param>
    /// <param name="options">How a model folder is run, and the prompts of any model.</param>
    /// <param name="environment">The surroundings.</param>
    /// <param name="reporter">Hears what another program writes to standard error.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    private static async Task<Outcome<LoadedModel>> OpenBareAsync(
        RunArguments arguments, EncoderOptions options, ToolEnvironment environment, IRunReporter reporter, CancellationToken cancellationToken)
    {
        if (arguments.Foreign is not { } foreign)
        {
            return await LoadedModel.LoadAsync(arguments.ModelFolder!, options, arguments.ModelName, arguments.ModelRevision, cancellationToken);
        }

        var opened = await OpenAsync(foreign, Settings(foreign, arguments, options, environment), environment, reporter, cancellationToken);
        if (!opened.Succeeded)
        {
            return opened.FailedAs<LoadedModel>();
        }

        var identity = new ModelIdentity(arguments.ModelName!, arguments.ModelRevision ?? NoRevision);
        var model = await LoadedModel.OfAsync(opened.Value, identity, options.Prompts?.Files ?? [], cancellationToken);
        return Outcome.Success(model, [.. opened.Diagnostics, .. opened.Value.Prompts.FindDropped(options.KnownTasks!)]);
    }

    private static Task<Outcome<ForeignEncoder>> OpenAsync(
        ForeignArguments foreign, ForeignSettings settings, ToolEnvironment environment, IRunReporter reporter, CancellationToken cancellationToken) =>
        foreign.Endpoint is { } address
            ? ForeignEncoder.OpenAsync(Endpoint(address, foreign, environment), settings, cancellationToken)
            : ForeignEncoder.OpenAsync(
                new CommandOptions
                {
                    Words = foreign.Command,
                    Folder = environment.CurrentDirectory,
                    Hidden = [ToolVariables.EndpointKey],
                    Heard = reporter.Note,
                },
                settings,
                cancellationToken);

    private static EndpointOptions Endpoint(Uri address, ForeignArguments foreign, ToolEnvironment environment)
    {
        var options = new EndpointOptions
        {
            Address = address,
            Kind = foreign.EndpointKind switch { "openai" => EndpointKind.OpenAI, "tei" => EndpointKind.Tei, _ => null },
            Model = foreign.EndpointModel,
            Key = environment.Variable(ToolVariables.EndpointKey),
        };
        return foreign.EndpointParallel is { } most ? options with { Parallel = most } : options;
    }

    private static ForeignSettings Settings(ForeignArguments foreign, RunArguments arguments, EncoderOptions options, ToolEnvironment environment)
    {
        var settings = new ForeignSettings
        {
            Prompts = PromptRules.Of(options.Prompts ?? new PromptSet(), options.FindTask),
            Similarity = SimilarityFunctions.Of(foreign.Similarity),
            Patience = TimeSpan.FromSeconds(foreign.Timeout),
            Clock = environment.Time,
        };
        return arguments.BatchSize is { } most ? settings with { BatchSize = most } : settings;
    }
}
