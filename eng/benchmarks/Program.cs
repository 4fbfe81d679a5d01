using Mteb.Benchmarks;

return args switch
{
    ["encode", .. var rest] => await EncodeBenchmark.RunAsync(BenchmarkArguments.Parse(rest)),
    ["weights", .. var rest] => await WeightsBenchmark.RunAsync(BenchmarkArguments.Parse(rest)),
    ["device", .. var rest] => await DeviceBenchmark.RunAsync(DeviceArguments.Parse(rest)),
    ["cache", .. var rest] => await CacheBenchmark.RunAsync(BenchmarkArguments.Parse(rest)),
    ["search", .. var rest] => SearchBenchmark.Run(SearchArguments.Parse(rest)),
    ["fit", .. var rest] => FitBenchmark.Run(FitArguments.Parse(rest)),
    ["ranking"] => RankingBenchmark.Run(null, rounds: 5),
    ["ranking", "--peer", var path] => RankingBenchmark.Run(path, rounds: 5),
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

        Usage: weights --model FOLDER --data FILE [--tokens N] [--rounds N] [--threads N] [--budget N]

        Measures the graph that is made from model.safetensors: its memory against the weights', and its tokens per second
        against the ONNX file in the same folder, if there is one.

        Usage: device --model FOLDER --data FILE --peer COMMAND [--device NAME] [--dtype NAME] [--tokens N] [--rounds N] [--threads N] [--budget N]

        Measures real tokens per second on a device against COMMAND, such as "python3 sentence_transformers_fp16.py", by turns:
        it gets the model folder, a file with the texts and one for its vectors.

        Usage: cache --model FOLDER --data FILE [--data FILE]... [--tokens N] [--rounds N] [--threads N]

        Measures what a cache of vectors costs while it is filled, and how fast it is read, against the same encoder without.

        Usage: search [--queries N] [--documents N] [--columns N] [--best N] [--rounds N] [--peer COMMAND]

        Measures a search of a corpus whose vectors lie in a memory-mapped file, and its memory, against the bare products of
        the same matrices: with the library's own product, and with COMMAND, which gets the three sizes and prints its seconds
        by the clock and of the processor.

        Usage: fit [--rounds N] [--peer COMMAND]

        Measures logistic regression and mini-batch k-means per iteration against COMMAND, such as sklearn_fit.py.

        Usage: ranking [--peer PATH]

        Measures ranking metrics against the program trec_eval, and compares what both find.
        """);
    return 2;
}
