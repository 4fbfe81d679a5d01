using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Mteb.Testing.Onnx;

namespace Mteb.OnnxRuntime.Tests;

/// <summary>The environment is one a process, so who exchanges it runs alone.</summary>
[CollectionDefinition(nameof(AloneTests), DisableParallelization = true)]
public class AloneTests;

[Collection(nameof(AloneTests))]
public class LoggingTests
{
    [Fact]
    public void Log_messages_go_to_a_function_of_ours()
    {
        // Sessions that other tests left to the collector hold the environment.
        GC.Collect();
        GC.WaitForPendingFinalizers();
        OrtEnv.Instance().Dispose();
        OrtEnv.IsCreated.Should().BeFalse();
        var messages = new ConcurrentBag<(nint Param, OrtLoggingLevel Severity, string LogId, string Message)>();
        var options = new EnvironmentCreationOptions
        {
            logId = "mine",
            logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO,
            loggingParam = 42,
            loggingFunction = (param, severity, _, logId, _, message) => messages.Add((param, severity, logId, message)),
        };

        using (var env = OrtEnv.CreateInstanceWithOptions(ref options))
        {
            env.Should().BeSameAs(OrtEnv.Instance());
            env.EnvLogLevel.Should().Be(OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO);
            using var session = new SessionOptions { LogId = "add", LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO };
            new InferenceSession(OnnxModels.Add(), session).Dispose();
        }

        messages.Should().OnlyContain(message => message.Param == 42 && message.Message.Length > 0);
        messages.Should().Contain(message => message.LogId == "add" && message.Severity == OrtLoggingLevel.ORT_LOGGING_LEVEL_INFO);
        OrtEnv.Instance().GetVersionString().Should().StartWith("1.", "the next one to ask gets a new environment");
    }
}
