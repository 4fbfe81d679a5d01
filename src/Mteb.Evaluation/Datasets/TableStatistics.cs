using Mteb.Schemas.Catalogue;

namespace Mteb.Evaluation.Datasets;

/// <summary>Statistics of tables: which columns are texts, labels and scores depends on the base class of the task.</summary>
internal static class TableStatistics
{
    /// <summary>Describes columns as they were read.</summary>
    /// <param name="task">The task.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Arrays as <see cref="Table"/> holds them.</param>
    public static DataStatistics Of(TaskFacts task, int rows, IReadOnlyDictionary<string, Array> columns)
    {
        var roles = Roles.Of(task);
        var builder = new StatisticsBuilder();
        builder.Set("num_samples", Samples(roles, rows, columns));
        foreach (var (name, column) in roles.Texts)
        {
            if (columns.TryGetValue(column, out var texts))
            {
                builder.AddTexts(name, Flat<string>(texts));
            }
        }

        AddPairs(builder, roles, columns);
        if (roles.Scores is not null && columns.TryGetValue(roles.Scores, out var scores))
        {
            builder.AddRange("scores", Flat<double>(scores));
        }

        AddLabels(builder, roles, columns);
        return builder.Build();
    }

    // A row of the old clustering layout holds a whole list of samples.
    private static int Samples(Roles roles, int rows, IReadOnlyDictionary<string, Array> columns) =>
        roles.RowsAreSets && columns.TryGetValue(roles.Texts[0].Column, out var texts) && texts is string[][] lists
            ? lists.Sum(list => list.Length)
            : rows;

    private static void AddPairs(StatisticsBuilder builder, Roles roles, IReadOnlyDictionary<string, Array> columns)
    {
        if (roles.ArePairs
            && columns.TryGetValue(roles.Texts[0].Column, out var left)
            && columns.TryGetValue(roles.Texts[1].Column, out var right))
        {
            builder.Set("unique_pairs", Flat<string>(left).Zip(Flat<string>(right)).Distinct().Count());
        }
    }

    private static void AddLabels(StatisticsBuilder builder, Roles roles, IReadOnlyDictionary<string, Array> columns)
    {
        if (roles.Labels is null || !columns.TryGetValue(roles.Labels, out var labels))
        {
            return;
        }

        var distinct = labels switch
        {
            Label[] or Label[][] => Flat<Label>(labels).Distinct().Count(),
            string[] or string[][] => Flat<string>(labels).Distinct().Count(),
            double[] or double[][] => Flat<double>(labels).Distinct().Count(),
            _ => 0,
        };
        builder.Set("unique_labels", distinct);
        if (roles.AreMultilabel && labels is Array[] lists)
        {
            builder.AddRange("labels_per_sample", lists.Select(list => (double)list.Length));
        }
    }

    private static IEnumerable<T> Flat<T>(Array values) => values switch
    {
        T[] single => single,
        T[][] lists => lists.SelectMany(list => list),
        _ => [],
    };

    /// <summary>What the columns of a task mean.</summary>
    private sealed record Roles(IReadOnlyList<(string Name, string Column)> Texts)
    {
        public string? Labels { get; init; }

        public string? Scores { get; init; }

        public bool RowsAreSets { get; init; }

        public bool AreMultilabel { get; init; }

        // Only texts called text1 and text2 are pairs.
        public bool ArePairs => Texts is [("text1", _), ("text2", _)];

        public static Roles Of(TaskFacts task)
        {
            return task.BaseClass switch
            {
                "AbsTaskSTS" => Pair(task.GetTexts("column_names") ?? ["sentence1", "sentence2"]) with { Scores = "score" },
                "AbsTaskBitextMining" => Pair(["sentence1", "sentence2"]),
                "AbsTaskPairClassification" => Pair([Column("input1_column_name", "sentence1"), Column("input2_column_name", "sentence2")]) with
                {
                    Labels = Column("label_column_name", "labels"),
                },
                "AbsTaskRegression" => Single("text") with { Scores = Column("label_column_name", "value") },
                "AbsTaskMultilabelClassification" => Single("text") with { Labels = Column("label_column_name", "label"), AreMultilabel = true },
                "AbsTaskClassification" => Single("text") with { Labels = Column("label_column_name", "label") },
                "AbsTaskClustering" or "AbsTaskClusteringLegacy" =>
                    Single("sentences") with { Labels = Column("label_column_name", "labels"), RowsAreSets = true },
                "AbsTaskSummarization" => new Roles(
                [
                    ("text", Column("text_column_name", "text")),
                    ("human_summaries", Column("human_summaries_column_name", "human_summaries")),
                    ("machine_summaries", Column("machine_summaries_column_name", "machine_summaries")),
                ])
                {
                    Scores = Column("relevancy_column_name", "relevance"),
                },
                _ => new Roles([]),
            };

            string Column(string attribute, string fallback) => task.GetText(attribute) ?? fallback;

            Roles Single(string fallback) => new([("text", Column("input_column_name", fallback))]);

            static Roles Pair(IReadOnlyList<string> columns) => new([("text1", columns[0]), ("text2", columns[1])]);
        }
    }
}
