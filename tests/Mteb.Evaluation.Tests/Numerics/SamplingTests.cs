using System.Text.Json;
using Mteb.Evaluation.Datasets;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class SamplingTests
{
    private static readonly JsonElement Golden = Goldens.Json("sampling.json");

    [Fact]
    public void A_stratified_split_draws_the_rows_of_the_reference()
    {
        var golden = Golden.GetProperty("hf_stratified_split");
        var codes = golden.GetProperty("labels").Ints();
        var split = StratifiedSplit.Split(codes, codes.Length - 8, 8, 42);
        split!.Value.Test.Should().Equal(golden.GetProperty("test_indices").Ints());
        split.Value.Train.Should().Equal(golden.GetProperty("train_indices").Ints());
    }

    [Fact]
    public void A_stratified_split_is_refused_when_a_class_has_a_single_row_or_a_part_too_few()
    {
        StratifiedSplit.Split([0, 0, 1], 1, 2, 42).Should().BeNull();
        StratifiedSplit.Split([0, 0, 1, 1], 3, 1, 42).Should().BeNull();
    }

    [Fact]
    public void A_data_set_is_shuffled_and_split_as_the_reference_does()
    {
        RowSplits.Shuffle(12, 42).Should().Equal(Golden.GetProperty("hf_shuffle_seed42_n12").Ints());
        var golden = Golden.GetProperty("hf_train_test_split_unstratified_n12_test4");
        var split = RowSplits.TrainTest(12, 4, 42);
        split.Test.Should().Equal(golden.GetProperty("test").Ints());
        split.Train.Should().Equal(golden.GetProperty("train").Ints());
    }

    [Fact]
    public void Undersampling_shuffles_the_list_of_the_experiment_before_from_the_same_seed()
    {
        var golden = Golden.GetProperty("classification_undersample");
        var labels = golden.GetProperty("labels").Ints();
        var sampling = new Undersampling(labels.Length);
        foreach (var expected in golden.GetProperty("selected_in_order_first_4_experiments").IntRows())
        {
            sampling.Next<int>(labels, 2).Should().Equal(expected);
        }
    }

    [Fact]
    public void Folds_are_those_of_the_reference() =>
        RowSplits.KFold(13, 5, 42).Should().BeEquivalentTo(Golden.GetProperty("kfold5_n13_seed42_test").IntRows(), options => options.WithStrictOrdering());

    [Fact]
    public void Multilabel_undersampling_uses_one_generator_throughout()
    {
        var golden = Golden.GetProperty("multilabel_undersample");
        var labels = golden.GetProperty("labels").IntRows();
        var random = new NumpyGenerator(42);
        foreach (var expected in golden.GetProperty("selected_first_3_experiments").IntRows())
        {
            Undersampling.Multilabel(labels, 2, random).Should().Equal(expected);
        }
    }

    [Fact]
    public void Clustering_draws_a_sample_and_bootstraps_from_one_generator()
    {
        var golden = Golden.GetProperty("clustering_fast_draws");
        var random = new PythonRandom(42);
        random.Sample(50, 25).Should().Equal(golden.GetProperty("sample").Ints());
        random.Choices(25, 6).Should().Equal(golden.GetProperty("bootstrap1_choices_k6").Ints());
        random.Choices(25, 6).Should().Equal(golden.GetProperty("bootstrap2_choices_k6").Ints());
    }

    [Fact]
    public void Iterative_stratification_deals_the_rows_of_the_reference()
    {
        var golden = Golden.GetProperty("iterative_stratification");
        var labels = golden.GetProperty("Y").IntRows()
            .Select(row => Enumerable.Range(0, row.Length).Where(label => row[label] == 1).ToArray()).ToArray();
        var first = IterativeStratification.Select(labels, 5.0 / 12, 42);
        first.Should().Equal(golden.GetProperty("test").Ints());
    }

    [Fact]
    public void The_row_limit_of_label_lists_keeps_the_rows_of_the_reference()
    {
        var golden = Golden.GetProperty("multilabel_row_limit");
        IterativeStratification.Limit(golden.GetProperty("labels").IntRows(), 10, 42).Should().Equal(golden.GetProperty("selected_ascending").Ints());
    }

    [Theory]
    [InlineData("stratified_subsampling_string_labels")]
    [InlineData("stratified_subsampling_integer_labels")]
    public void Subsampling_codes_labels_over_all_splits_and_keeps_the_rows_of_the_reference(string name)
    {
        var golden = Golden.GetProperty(name);
        string[] splits = ["train", "test"];
        var labels = splits.Select(split => golden.GetProperty(split).EnumerateArray().Select(label => label.ToString()).ToArray()).ToArray();
        var coded = StratifiedSubsampling.CodeLabels(labels, CodePointOrder.Comparer);
        coded.Names.Should().Equal(golden.GetProperty("names").Texts());

        foreach (var split in golden.GetProperty("result").EnumerateObject())
        {
            var codes = coded.Splits[Array.IndexOf(splits, split.Name)];
            var listed = golden.GetProperty("splits").Texts().Contains(split.Name);
            var rows = listed ? StratifiedSubsampling.Select(codes, golden.GetProperty("n_samples").GetInt32(), 42)! : [.. Enumerable.Range(0, codes.Length)];
            rows.Should().Equal(split.Value.GetProperty("rows").Ints());
            rows.Select(row => codes[row]).Should().Equal(split.Value.GetProperty("labels").Ints());
        }
    }
}
