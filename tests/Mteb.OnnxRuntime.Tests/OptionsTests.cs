using Microsoft.ML.OnnxRuntime;
using Mteb.Testing.Onnx;

namespace Mteb.OnnxRuntime.Tests;

public class OptionsTests
{
    [Fact]
    public void The_environment_tells_version_and_providers()
    {
        var env = OrtEnv.Instance();

        env.Should().BeSameAs(OrtEnv.Instance());
        OrtEnv.IsCreated.Should().BeTrue();
        env.GetVersionString().Should().MatchRegex(@"^1\.\d+\.\d+");
        env.GetAvailableProviders().Should().Contain("CPUExecutionProvider");
        env.DisableTelemetryEvents();
        env.EnableTelemetryEvents();
        env.DisableTelemetryEvents();
    }

    [Fact]
    public void The_environment_is_created_once()
    {
        OrtEnv.Instance();
        var options = new EnvironmentCreationOptions { logId = "second" };

        var create = () => OrtEnv.CreateInstanceWithOptions(ref options);

        create.Should().Throw<OnnxRuntimeException>().WithMessage("*exists already*");
    }

    [Fact]
    public void The_environments_log_level_can_change()
    {
        var env = OrtEnv.Instance();

        env.EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR;

        env.EnvLogLevel.Should().Be(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        env.EnvLogLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_WARNING;
    }

    [Fact]
    public void Every_option_reaches_a_session_that_runs()
    {
        using var sandbox = new Sandbox("onnx");
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_BASIC,
            ExecutionMode = ExecutionMode.ORT_PARALLEL,
            IntraOpNumThreads = 2,
            InterOpNumThreads = 2,
            EnableMemoryPattern = false,
            EnableCpuMemArena = false,
            LogId = "options",
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
            LogVerbosityLevel = 1,
            OptimizedModelFilePath = sandbox.At("optimized.onnx"),
            ProfileOutputPathPrefix = sandbox.At("profile"),
            EnableProfiling = true,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        options.AddFreeDimensionOverrideByName("rows", 1);
        options.AddFreeDimensionOverride("DATA_BATCH", 1);
        options.AppendExecutionProvider_CPU(0);
        using (var session = new InferenceSession(OnnxModels.Add(), options))
        {
            using var a = Values.Tensor([1f, 2], 1, 2);
            using var run = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, LogVerbosityLevel = 1, LogId = "run" };
            run.AddRunConfigEntry("memory.enable_memory_arena_shrinkage", "");
            using var outputs = session.Run(run, ["a", "b"], [a, a], ["sum"]);
            outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(2, 4);
            session.InputMetadata["a"].Dimensions.Should().Equal(1, 2);
        }

        File.Exists(sandbox.At("optimized.onnx")).Should().BeTrue();
        Directory.GetFiles(sandbox.Root, "profile*.json").Should().ContainSingle();
        options.GraphOptimizationLevel.Should().Be(GraphOptimizationLevel.ORT_ENABLE_BASIC);
        options.ExecutionMode.Should().Be(ExecutionMode.ORT_PARALLEL);
        (options.IntraOpNumThreads, options.InterOpNumThreads).Should().Be((2, 2));
        (options.EnableMemoryPattern, options.EnableCpuMemArena, options.EnableProfiling).Should().Be((false, false, true));
        (options.LogId, options.LogVerbosityLevel).Should().Be(("options", 1));
        options.EnableProfiling = false;
        options.EnableMemoryPattern = true;
        options.EnableCpuMemArena = true;
    }

    [Fact]
    public void A_session_entry_has_an_effect()
    {
        using var options = Values.Quiet();
        options.AddSessionConfigEntry("session.load_model_format", "ORT");

        var open = () => new InferenceSession(OnnxModels.Add(), options);

        open.Should().Throw<OnnxRuntimeException>("the bytes are a model of another format");
    }

    [Fact]
    public void A_session_entry_with_an_empty_key_is_refused()
    {
        using var options = new SessionOptions();

        var add = () => options.AddSessionConfigEntry("", "1");

        add.Should().Throw<OnnxRuntimeException>().WithMessage("[ErrorCode:*");
    }

    [Fact]
    public void A_value_that_is_refused_is_not_remembered()
    {
        using var options = new SessionOptions();

        var set = () => options.GraphOptimizationLevel = (GraphOptimizationLevel)(-7);

        set.Should().Throw<OnnxRuntimeException>();
        options.GraphOptimizationLevel.Should().Be(GraphOptimizationLevel.ORT_ENABLE_ALL);
    }

    [Fact]
    public void An_unknown_provider_is_refused_by_name()
    {
        using var options = new SessionOptions();

        var append = () => options.AppendExecutionProvider("Abacus", new Dictionary<string, string> { ["beads"] = "10" });

        append.Should().Throw<OnnxRuntimeException>().WithMessage("*Abacus*");
    }

    [Fact]
    public void CUDA_and_TensorRT_are_refused_where_their_libraries_are_missing()
    {
        using var options = new SessionOptions();

        var cuda = () => options.AppendExecutionProvider_CUDA(0);
        var tensorRt = () => options.AppendExecutionProvider_Tensorrt(0);

        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native", "libonnxruntime_providers_cuda.so")))
        {
            cuda.Should().Throw<OnnxRuntimeException>();
            tensorRt.Should().Throw<OnnxRuntimeException>();
        }
    }

    [Fact]
    public void A_run_that_is_terminated_fails()
    {
        using var options = Values.Quiet();
        using var session = new InferenceSession(OnnxModels.Add(), options);
        using var a = Values.Tensor([1f, 2], 1, 2);
        using var run = new RunOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, Terminate = true };

        var terminated = () => session.Run(run, ["a", "b"], [a, a], ["sum"]);

        terminated.Should().Throw<OnnxRuntimeException>().WithMessage("*terminate*");
        run.Terminate = false;
        using var outputs = session.Run(run, ["a", "b"], [a, a], ["sum"]);
        outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(2, 4);
    }

    [Fact]
    public void An_initializer_can_be_replaced_before_the_session_is_made()
    {
        using var w = Values.Tensor([3f, 4], 2, 1);
        using var options = Values.Quiet();
        options.AddInitializer("w", w);
        using var session = new InferenceSession(OnnxModels.MatMul([1, 1], columns: 1), options);
        using var x = Values.Tensor([1f, 10], 1, 2);

        using var outputs = session.Run(null, ["x"], [x], ["y"]);

        outputs[0].GetTensorDataAsSpan<float>()[0].Should().Be(43);
    }
}
