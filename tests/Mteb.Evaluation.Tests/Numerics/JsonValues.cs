using System.Text.Json;

namespace Mteb.Evaluation.Tests.Numerics;

/// <summary>Reads arrays out of golden files.</summary>
internal static class JsonValues
{
    public static int[] Ints(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetInt32())];

    public static int[][] IntRows(this JsonElement element) => [.. element.EnumerateArray().Select(Ints)];

    public static double[] Doubles(this JsonElement element) => [.. element.EnumerateArray().Select(Goldens.Number)];

    public static double[][] DoubleRows(this JsonElement element) => [.. element.EnumerateArray().Select(Doubles)];

    public static string[] Texts(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetString()!)];

    public static float[] Floats(this JsonElement rows) => [.. rows.EnumerateArray().SelectMany(row => row.Doubles()).Select(value => (float)value)];
}
