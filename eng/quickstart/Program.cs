using Mteb.Quickstart;

if (args is not [var folder] || !Directory.Exists(Path.Combine(folder, "data")))
{
    Console.Error.WriteLine("Name the folder of the sample, which has the texts in its folder 'data': samples/quickstart");
    return 2;
}

var texts = SampleTexts.Read(Path.Combine(folder, "data"));
foreach (var file in LexicalModel.Build(texts))
{
    file.Write(folder);
    Console.WriteLine($"{file.Content.Length,9} {file.Path}");
}

return 0;
