using Mteb.CatalogueGenerator;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: CatalogueGenerator <folder with tasks.json and the others> <output folder>");
    return 2;
}

foreach (var (name, content) in CatalogueFiles.Make(args[0]))
{
    var path = Path.Combine(args[1], name);
    File.WriteAllBytes(path, content);
    Console.WriteLine($"{path}: {content.Length:N0} bytes");
}

return 0;
