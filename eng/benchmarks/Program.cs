using Mteb.Benchmarks;

return args switch
{
    ["encode", .. var rest] => await EncodeBenchmark.RunAsync(BenchmarkArguments.Parse(rest)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        Usage: encode --model FOLDER --data FILE [--data FILE]... [--tokens N] [--rounds N] [--threads N] [--budget N]

        Measures real tokens per second from texts to vectors against a bare ONNX Runtime session that is fed with the same
        texts, tokenised and without repeats beforehand. FILE is JSONL, plain or with .gz, with the texts under "text",
        "sentence" or "sentences".
        """);
    return 2;
}
