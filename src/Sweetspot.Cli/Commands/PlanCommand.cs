using System.CommandLine;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot plan</c>: which size, what it costs and what it buys, before anything is trained.</summary>
internal sealed class PlanCommand : Command, IHasExamples
{
    private readonly PlanOptions _options = new();

    public PlanCommand()
        : base("plan", "Which size of model a budget, data and hardware allow, what it takes to train and to answer with it, or what a known model needs. From laws and cost models; trains nothing.")
    {
        foreach (var option in _options.All)
        {
            Add(option);
        }

        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        var plot = _options.Plot(parsed);
        if (plot is not null)
        {
            PlotFile.Check(plot, _options.Inputs(parsed));
        }

        var answer = PlanAnswer.Of(_options.Question(parsed));
        if (plot is not null)
        {
            PlotFile.Write(plot, answer.Draw());
        }

        Console.Out.WriteLine(_options.IsJson(parsed) ? answer.Json() : answer.Text());
        return ExitCode.Ok;
    }

    public IReadOnlyList<string> Examples { get; } =
    [
        "sweetspot plan --budget 1e21                                 the best size and tokens for FLOPs",
        "sweetspot plan --budget 1e21 --unique-tokens 20B             the same where data is short",
        "sweetspot plan --target-loss 2.2 --serve-tokens 2T           the least FLOPs for a loss, answering included",
        "sweetspot plan --hardware H100 --devices 64 --days 7         the best model that these devices train in a week",
        "sweetspot plan --hardware H100 --money 50000 --tpot 10ms     the same for money, where it must answer fast",
        "sweetspot plan --hardware A100-80 --target-loss 2.2          the least hardware for a loss",
        "sweetspot plan --hardware H100 --days 30 --model llama-3-8b --tokens 1T",
        "                                                             devices, parallelism, memory, time, money",
        "sweetspot plan --model llama-3-8b --serve-hardware H100 --requests-per-day 1M --ttft 300ms --tpot 30ms",
        "                                                             devices that answer as fast as asked",
        "sweetspot plan --task image-classification --images 10M --flops-per-second 1000e12 --images-per-second 1000",
        "                                                             a network of images, CNN and ViT",
        "sweetspot plan --law curve.json --at 1M                      the error at a size, by a learning curve of your own runs",
        "sweetspot plan --task recommendation --law law.json --users 1M --items 50k --ratings 20M",
        "                                                             factors of a model of ratings, by a law of your own runs",
        "sweetspot plan --model llama-3-8b --context 8192             what a published model needs",
    ];
}
