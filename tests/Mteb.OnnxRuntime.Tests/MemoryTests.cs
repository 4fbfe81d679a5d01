using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Mteb.Testing.Onnx;

namespace Mteb.OnnxRuntime.Tests;

public class MemoryTests
{
    [Fact]
    public void A_tensor_over_an_array_sees_what_is_written_to_the_array()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        float[] data = [1, 2];
        using var a = Values.Tensor(data, 1, 2);
        using var b = Values.Tensor([0f, 0], 1, 2);

        data[0] = 7;
        using var outputs = session.Run(null, ["a", "b"], [a, b], ["sum"]);

        outputs[0].GetTensorDataAsSpan<float>().ToArray().Should().Equal(7, 2);
        a.GetTensorMutableDataAsSpan<float>()[1] = 9;
        data[1].Should().Be(9, "the tensor is the array");
    }

    [Fact]
    public void A_run_writes_into_memory_of_ours()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        using var a = Values.Tensor([1f, 2], 1, 2);
        using var b = Values.Tensor([3f, 4], 1, 2);
        var result = new float[6];
        using var sum = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, result.AsMemory(2, 2), [1, 2]);

        session.Run(null, ["a", "b"], [a, b], ["sum"], [sum]);

        result.Should().Equal(0, 0, 4, 6, 0, 0);
    }

    [Fact]
    public void A_tensor_may_use_a_part_of_its_memory()
    {
        using var value = Values.Tensor([1f, 2, 3, 4, 5], 2, 2);

        value.GetTensorDataAsSpan<float>().ToArray().Should().Equal(1, 2, 3, 4);
        value.GetTensorMutableRawData().Length.Should().Be(16);
        var info = value.GetTensorTypeAndShape();
        info.ElementDataType.Should().Be(TensorElementType.Float);
        info.ElementCount.Should().Be(4);
        info.DimensionsCount.Should().Be(2);
        info.Shape.Should().Equal(2, 2);
        info.IsString.Should().BeFalse();
    }

    [Fact]
    public void An_empty_tensor_and_a_scalar_are_tensors()
    {
        using var empty = Values.Tensor(Array.Empty<float>(), 0, 64);
        using var scalar = Values.Tensor([5L]);

        empty.GetTensorDataAsSpan<float>().IsEmpty.Should().BeTrue();
        empty.GetTensorTypeAndShape().Shape.Should().Equal(0, 64);
        scalar.GetTensorTypeAndShape().DimensionsCount.Should().Be(0);
        scalar.GetTensorDataAsSpan<long>().ToArray().Should().Equal(5);
    }

    [Fact]
    public void A_tensor_may_lie_in_memory_of_the_runtime()
    {
        using var value = OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, TensorElementType.Int64, [3]);

        value.GetTensorMutableDataAsSpan<long>().Fill(7);

        value.IsTensor.Should().BeTrue();
        value.IsSparseTensor.Should().BeFalse();
        value.OnnxType.Should().Be(OnnxValueType.ONNX_TYPE_TENSOR);
        value.GetTensorDataAsSpan<long>().ToArray().Should().Equal(7, 7, 7);
    }

    [Fact]
    public unsafe void A_tensor_may_lie_in_native_memory()
    {
        var data = stackalloc int[] { 1, 2, 3 };
        using var value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Int32, [3], (nint)data, 12);

        data[2] = 30;

        value.GetTensorDataAsSpan<int>().ToArray().Should().Equal(1, 2, 30);
    }

    [Fact]
    public void Memory_says_where_it_lies()
    {
        using var value = Values.Tensor([1f], 1);
        using var same = new OrtMemoryInfo("Cpu", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Cpu);
        using var arena = new OrtMemoryInfo(OrtMemoryInfo.allocatorCPU, OrtAllocatorType.ArenaAllocator, 0, OrtMemType.Default);
        using var where = value.GetTensorMemoryInfo();
        using var allocator = OrtAllocator.DefaultInstance.Info;

        where.Name.Should().Be("Cpu");
        where.Id.Should().Be(0);
        where.GetAllocatorType().Should().Be(OrtAllocatorType.DeviceAllocator);
        where.GetMemoryType().Should().Be(OrtMemType.Cpu);
        where.Should().Be(OrtMemoryInfo.DefaultInstance).And.Be(same).And.NotBe(arena);
        arena.GetAllocatorType().Should().Be(OrtAllocatorType.ArenaAllocator);
        allocator.Name.Should().Be("Cpu");
    }

    [Fact]
    public void A_session_has_an_allocator()
    {
        using var session = new InferenceSession(OnnxModels.Add());
        using var allocator = new OrtAllocator(session, OrtMemoryInfo.DefaultInstance);
        using var value = OrtValue.CreateAllocatedTensorValue(allocator, TensorElementType.Float, [2]);

        value.GetTensorDataAsSpan<float>().Length.Should().Be(2);
    }
}
