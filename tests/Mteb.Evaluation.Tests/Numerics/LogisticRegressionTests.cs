using System.Numerics;
using System.Text.Json;
using Mteb.Evaluation.Numerics;

namespace Mteb.Evaluation.Tests.Numerics;

public sealed class LogisticRegressionTests
{
    private static readonly JsonElement Golden = Goldens.Json("logreg.json");

    [Theory]
    [InlineData("binary")]
    [InlineData("three_string_classes")]
    public void Float32_data_give_the_weights_and_predictions_of_the_reference(string name) => Fit<float>(name, 1e-3);

    [Theory]
    [InlineData("binary_float64")]
    [InlineData("three_string_classes_float64")]
    public void Double_data_give_the_weights_and_predictions_of_the_reference(string name) => Fit<double>(name, 1e-9);

    private static void Fit<T>(string name, double tolerance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var golden = Golden.GetProperty(name);
        var rows = Values<T>(golden.GetProperty("X"));
        var classes = golden.GetProperty("classes").EnumerateArray().Select(label => label.ToString()).ToList();
        int[] codes = [.. golden.GetProperty("y").EnumerateArray().Select(label => classes.IndexOf(label.ToString()))];
        var width = golden.GetProperty("X")[0].GetArrayLength();

        var model = LogisticRegression.Fit<T>(rows, width, codes, classes.Count);

        model.Iterations.Should().Be(golden.GetProperty("n_iter").GetInt32());
        Near(model.Coefficients, golden.GetProperty("coef").DoubleRows().SelectMany(row => row), tolerance);
        Near(model.Intercepts, golden.GetProperty("intercept").Doubles(), tolerance);
        model.Predict(Values<T>(golden.GetProperty("X_test"))).Select(code => classes[code]).Should()
            .Equal(golden.GetProperty("predict").EnumerateArray().Select(label => label.ToString()));
    }

    private static void Near<T>(T[] actual, IEnumerable<double> expected, double tolerance)
        where T : INumber<T> =>
        actual.Select(double.CreateTruncating).Should().Equal(expected, (left, right) => Math.Abs(left - right) <= tolerance);

    private static T[] Values<T>(JsonElement rows)
        where T : INumber<T> =>
        [.. rows.DoubleRows().SelectMany(row => row).Select(T.CreateTruncating)];
}
