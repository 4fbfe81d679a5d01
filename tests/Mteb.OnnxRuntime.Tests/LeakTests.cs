using System.Diagnostics;
using Microsoft.ML.OnnxRuntime;
using Mteb.Testing.Onnx;

namespace Mteb.OnnxRuntime.Tests;

// Alone, because other tests' memory would count too.
[Collection(nameof(AloneTests))]
public class LeakTests
{
    // Outputs alone are 8 KiB a run, so a leak of them would be 80 MB in ten thousand runs; 4 MiB are 400 bytes a run.
    private const long Bound = 4 << 20;

    [Fact]
    public void Ten_thousand_runs_leave_no_memory_behind()
    {
        using var options = Values.Quiet();
        using var session = new InferenceSession(OnnxModels.MatMul([.. Enumerable.Repeat(0.5f, 64 * 64)], 64), options);
        var data = new float[32 * 64];
        void Run(int times)
        {
            for (var run = 0; run < times; run++)
            {
                using var x = OrtValue.CreateTensorValueFromMemory(data, [32, 64]);
                using var options = new RunOptions();
                using var outputs = session.Run(options, session.InputNames, [x], session.OutputNames);
                outputs[0].GetTensorTypeAndShape().ElementCount.Should().Be(32 * 64);
            }
        }

        Run(1_000);
        var rounds = new List<long>();
        do
        {
            var before = NativeMemory();
            Run(10_000);
            rounds.Add(NativeMemory() - before);
        }
        while (rounds[^1] >= Bound && rounds.Count < 3);

        // An allocator that takes another arena (commonly of 4 MiB) does so once; a leak grows in every round.
        rounds.Should().Contain(growth => growth < Bound);
    }

    // What the process holds besides the managed heap, whose size is the collector's affair.
    private static long NativeMemory()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 - GC.GetGCMemoryInfo().TotalCommittedBytes;
    }
}
