using Mteb.Tool;

return (int)await MtebCommandLine.InvokeAsync(args, ToolEnvironment.OfProcess(), Verbs.All);
