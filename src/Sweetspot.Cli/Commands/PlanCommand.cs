using System.CommandLine;
using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot plan</c>: what a model would cost, from its shape alone.</summary>
internal sealed class PlanCommand : Command
{
    private const int UsualContext = 2048;

    private readonly Option<string?> _config = new("--config") { Description = "A config.json as Hugging Face's transformers writes it, or the folder that holds it.", HelpName = "file" };
    private readonly Option<string?> _model = new("--model") { Description = "A published model by name, such as llama-3-8b, resnet-50 or vit-b-16.", HelpName = "name" };
    private readonly Option<int?> _context = Flags.Whole<int>("--context", $"Tokens of a sequence. [default: {UsualContext}, or the longest that the model knows where that is less]", 1);
    private readonly Option<int?> _batch = Flags.Whole<int>("--batch", "Sequences served at a time. [default: 1]", 1);
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };

    public PlanCommand()
        : base("plan", "Count what a model needs before it is trained: parameters, FLOPs and memory, exactly, from a config.json or a name.")
    {
        (_context.HelpName, _batch.HelpName) = ("tokens", "sequences");
        Add(_config);
        Add(_model);
        Add(_context);
        Add(_batch);
        Add(_json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var architecture = (parsed.GetValue(_config), parsed.GetValue(_model)) switch
        {
            (string path, null) => ConfigFile.Read(path),
            (null, string name) => ModelCatalogue.Find(name),
            (null, null) => throw new UserInputException("plan: say which model, by --config config.json or by --model llama-3-8b."),
            _ => throw new UserInputException("plan: --config and --model name two models; give one of them."),
        };
        var (context, batch) = (Context(parsed.GetValue(_context), architecture), parsed.GetValue(_batch) ?? 1);
        var result = new PlanResult(architecture, context, batch);
        Console.Out.WriteLine(parsed.GetValue(_json) ? PlanDocument.Write(result) : PlanText.Write(result));
        return ExitCode.Ok;
    }

    private static int Context(int? asked, Architecture architecture)
    {
        var longest = (architecture as TransformerArchitecture)?.LongestContext ?? 0;
        return asked switch
        {
            null => longest > 0 ? Math.Min(UsualContext, longest) : UsualContext,
            _ => asked.Value,
        };
    }
}
