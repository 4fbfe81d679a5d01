using Mteb.UnicodeTables;

// Writes the tables that the tokenizers read:
//
//   dotnet run --project eng/unicode -- <unicode.json.gz> eng/unicode src/Mteb.Evaluation/Tokenization/Unicode
//
// unicode.json.gz lists what the reference takes each code point for. The folder eng/unicode adds combining-classes.txt and
// expression-facts.json, which eng/tokenizers/probe-reference.mjs writes.
if (args.Length != 3)
{
    Console.Error.WriteLine("Three arguments are needed: unicode.json.gz, the folder eng/unicode, the folder to write to.");
    return 2;
}

var facts = ReferenceFacts.Read(args[0]);
var classes = ClassTable.Build(facts);
var maps = MapTable.Build(facts, CombiningClasses.Read(Path.Combine(args[1], "combining-classes.txt")));
File.WriteAllBytes(Path.Combine(args[2], "character-classes.bin"), classes);
File.WriteAllBytes(Path.Combine(args[2], "character-maps.bin"), maps);
var expressions = new ExpressionFacts(Path.Combine(args[1], "expression-facts.json"));
File.WriteAllBytes(Path.Combine(args[2], "expression-sets.bin"), expressions.ExpressionSets(facts.Expression[@"\w"]));
File.WriteAllBytes(Path.Combine(args[2], "script-pieces.bin"), expressions.ScriptPieces());
File.WriteAllBytes(Path.Combine(args[2], "graphemes.bin"), expressions.Graphemes());
File.WriteAllBytes(Path.Combine(args[2], "case-folds.bin"), expressions.CaseFolds());
Console.WriteLine($"character-classes.bin: {classes.Length} bytes, character-maps.bin: {maps.Length} bytes");
return 0;
