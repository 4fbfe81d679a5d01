using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;

namespace Mteb.Tool.Tests.Infrastructure;

/// <summary>Made-up reports with every kind of content.</summary>
internal static class Samples
{
    public static readonly RunProgress Progress = new(
        "STSTask", 2, 7, "test", "en-de", "encoding", 1024, 3108, 12345.6, TimeSpan.FromSeconds(12), TimeSpan.FromSeconds(3725));

    public static readonly Diagnostic Warning = OptionCodes.FilterWithoutEffect.At(
        new SourcePlace(Path.GetFullPath("/work-folder/data/a.jsonl"), 3, 14), "Something\nis strange.", "Look at it.");

    public static readonly RunReport Report = new()
    {
        Model = "org/model",
        Revision = "8b3219a",
        ResultFolder = "results/results/org__model/8b3219a",
        Benchmarks =
        [
            new("MTEB(xyz, v1)", 3, [], 0.5, 0.512345678, [new("STS", 2, 0.25), new("Retrieval", 1, 0.775)]),
            new("MTEB(abc)", 2, ["Gone"], null, null, [new("STS", 1, 0.25), new("Retrieval", 1, null)]),
        ],
        Rows =
        [
            new("STSTask", "STS", "test", "default", "cosine_spearman", 0.7234565, RunState.Done)
            {
                Path = "results/STSTask.json", TruncatedShare = 0.0001, Seconds = 1.24,
            },
            new("ATaskWithALongName", "Retrieval", "test", "en-de", "ndcg_at_10", 1, RunState.Partial)
            {
                Path = "results/ATaskWithALongName.json", TruncatedShare = 0.1234, Seconds = 125.4,
            },
            new("Übung", "Classification", "validation", "default", "accuracy", double.NaN, RunState.Cached) { Path = "results/Übung.json", TruncatedShare = 0 },
            new("Failing", "Clustering", null, null, null, null, RunState.Failed) { Seconds = 7325 },
        ],
    };

    public static readonly DryRunReport Plan = new()
    {
        Model = "org/model",
        Revision = "8b3219a",
        Rows =
        [
            new("STSTask", "STS", "test", "default", 2758, Cached: false),
            new("Big", "Retrieval", "test", "en-de", 1234567, Cached: false),
            new("Big", "Retrieval", "test", "de-en", 100, Cached: true),
        ],
        Prompts = [new("STSTask", "query", ""), new("Big", "query", "Find \"it\":\nquery: "), new("Big", "document", "passage: ")],
    };
}
