using Microsoft.ML.OnnxRuntime;
using Mteb.Testing.Onnx;

namespace Mteb.OnnxRuntime.Tests;

public class LifetimeTests
{
    [Fact]
    public void Everything_may_be_disposed_of_twice()
    {
        var options = new SessionOptions();
        var session = new InferenceSession(OnnxModels.Add(), options);
        var run = new RunOptions();
        var value = Values.Tensor([1f, 2], 1, 2);
        var outputs = session.Run(run, ["a", "b"], [value, value], ["sum"]);
        var binding = session.CreateIoBinding();
        var where = value.GetTensorMemoryInfo();

        for (var time = 0; time < 2; time++)
        {
            where.Dispose();
            binding.Dispose();
            outputs.Dispose();
            value.Dispose();
            run.Dispose();
            session.Dispose();
            options.Dispose();
        }
    }

    [Fact]
    public void What_is_disposed_of_says_so()
    {
        var options = new SessionOptions();
        var session = new InferenceSession(OnnxModels.Add(), options);
        var run = new RunOptions();
        var value = Values.Tensor([1f, 2], 1, 2);
        using var other = Values.Tensor([1f, 2], 1, 2);

        options.Dispose();
        new Action(() => options.IntraOpNumThreads = 1).Should().Throw<ObjectDisposedException>();
        new Func<InferenceSession>(() => new InferenceSession(OnnxModels.Add(), options)).Should().Throw<ObjectDisposedException>();

        value.Dispose();
        new Action(() => value.GetTensorDataAsSpan<float>()).Should().Throw<ObjectDisposedException>();
        new Action(() => session.Run(null, ["a", "b"], [other, value], ["sum"])).Should().Throw<ObjectDisposedException>();

        run.Dispose();
        new Action(() => run.Terminate = true).Should().Throw<ObjectDisposedException>();
        new Action(() => session.Run(run, ["a", "b"], [other, other], ["sum"])).Should().Throw<ObjectDisposedException>();

        session.Dispose();
        new Action(() => session.Run(null, ["a", "b"], [other, other], ["sum"])).Should().Throw<ObjectDisposedException>();
        new Action(() => session.CreateIoBinding()).Should().Throw<ObjectDisposedException>();
        session.InputNames.Should().Equal("a", "b");
    }

    [Fact]
    public void A_value_that_a_failed_run_borrowed_is_given_back()
    {
        using var options = Values.Quiet();
        using var session = new InferenceSession(OnnxModels.Add(), options);
        var wrong = Values.Tensor([1f, 2, 3], 1, 3);
        var array = new float[] { 1, 2 };
        var right = Values.Tensor(array, 1, 2);

        new Action(() => session.Run(null, ["a", "b"], [right, wrong], ["sum"])).Should().Throw<OnnxRuntimeException>();
        right.Dispose();

        new Action(() => right.GetTensorDataAsSpan<float>()).Should().Throw<ObjectDisposedException>("nothing holds it any more");
        wrong.Dispose();
    }

    [Fact]
    public void Outputs_outlive_their_session()
    {
        IDisposableReadOnlyCollection<OrtValue> outputs;
        using (var session = new InferenceSession(OnnxModels.Add()))
        {
            using var a = Values.Tensor([1f, 2], 1, 2);
            outputs = session.Run(null, ["a", "b"], [a, a], ["sum"]);
        }

        outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(2, 4);
        outputs.Dispose();
    }

    [Fact]
    public void What_nobody_disposes_of_is_collected()
    {
        for (var round = 0; round < 20; round++)
        {
            Forget();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        using var session = new InferenceSession(OnnxModels.Add());
        session.InputNames.Should().HaveCount(2);

        static void Forget()
        {
            var session = new InferenceSession(OnnxModels.Add(), new SessionOptions { IntraOpNumThreads = 1 });
            var a = Values.Tensor([1f, 2], 1, 2);
            var binding = session.CreateIoBinding();
            binding.BindInput("a", a);
            session.Run(new RunOptions(), ["a", "b"], [a, a], ["sum"]);
        }
    }

    [Fact]
    public async Task Threads_may_run_one_session_at_the_same_time()
    {
        using var options = Values.Quiet();
        using var session = new InferenceSession(OnnxModels.Add(), options);

        var sums = await Task.WhenAll(Enumerable.Range(0, 8).Select(thread => Task.Run(() =>
        {
            var wrong = 0;
            for (var time = 0; time < 500; time++)
            {
                using var a = Values.Tensor([thread, (float)time], 1, 2);
                using var b = Values.Tensor([1f, 1], 1, 2);
                using var outputs = session.Run(null, ["a", "b"], [a, b], ["sum"]);
                var sum = outputs[0].GetTensorDataAsSpan<float>();
                wrong += sum[0] == thread + 1 && sum[1] == time + 1 ? 0 : 1;
            }

            return wrong;
        })));

        sums.Should().OnlyContain(wrong => wrong == 0);
    }

    [Fact]
    public async Task A_session_may_be_disposed_of_while_another_thread_runs_it()
    {
        for (var round = 0; round < 20; round++)
        {
            var session = new InferenceSession(OnnxModels.Add());
            var running = Task.Run(() =>
            {
                using var a = Values.Tensor([1f, 2], 1, 2);
                while (true)
                {
                    session.Run(null, ["a", "b"], [a, a], ["sum"]).Dispose();
                }
            });
            await Task.Yield();
            session.Dispose();

            await running.Awaiting(task => task).Should().ThrowAsync<ObjectDisposedException>();
        }
    }
}
