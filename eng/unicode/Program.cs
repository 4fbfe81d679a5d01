using Mteb.UnicodeTables;

// Writes character-classes.bin and character-maps.bin, the tables that the tokenizers read:
//
//   dotnet run --project eng/unicode -- <unicode.json.gz> eng/unicode/combining-classes.txt src/Mteb.Evaluation/Tokenization/Unicode
//
// unicode.json.gz lists what the reference takes each code point for; combining-classes.txt adds the combining classes.
if (args.Length != 3)
{
    Console.Error.WriteLine("Three arguments are needed: unicode.json.gz, combining-classes.txt, the folder to write to.");
    return 2;
}

var facts = ReferenceFacts.Read(args[0]);
var classes = ClassTable.Build(facts);
var maps = MapTable.Build(facts, CombiningClasses.Read(args[1]));
File.WriteAllBytes(Path.Combine(args[2], "character-classes.bin"), classes);
File.WriteAllBytes(Path.Combine(args[2], "character-maps.bin"), maps);
Console.WriteLine($"character-classes.bin: {classes.Length} bytes, character-maps.bin: {maps.Length} bytes");
return 0;
