using System.Collections.Immutable;
using System.CommandLine;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary><c>sweetspot show</c>: the result of a study, also while it runs, and by another rule if asked.</summary>
internal sealed class ShowCommand : Command
{
    private readonly Argument<string?> _study = new("study") { Description = "Name or number of a study in this folder. [default: the newest]", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document." };
    private readonly Option<string?> _rule = Flags.Word("--rule", "Choose by another rule than the study's: one-standard-error, knee, utility.", "one-standard-error", "knee", "utility");
    private readonly Option<string[]> _price = Flags.Prices("--price", "Price of the utility rule, NAME=PRICE a unit. May be repeated.");

    private readonly Option<string?> _plot = PlotFile.Option("Draw quality against each cost and by size, or a ladder's law, to this SVG or PNG file.");

    public ShowCommand()
        : base("show", "Show a study's recommendation and front. Changes nothing; works while the study runs.")
    {
        Add(_study);
        Add(_json);
        Add(_rule);
        Add(_price);
        Add(_plot);
        SetAction(RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var choose = parsed.GetValue(_rule) is { } rule
            ? new ChooseSpec { Rule = rule, Prices = Prices.Parse(parsed.GetValue(_price) ?? []).ToImmutableSortedDictionary() }
            : null;
        var result = await StudyViewer.ReadAsync(Workspace.Current, parsed.GetValue(_study), choose, cancellationToken);
        if (parsed.GetValue(_plot) is { } plot)
        {
            PlotFile.Check(plot, StudyPaths.Of(result.Stored.Spec.Task, Workspace.Current.Folder));
            PlotFile.Write(plot, StudyChart.Of(ReportFile.Of(result)));
        }

        if (result.Definition.IsLadder)
        {
            return LadderText.Write(result, parsed.GetValue(_json));
        }

        Console.Out.WriteLine(parsed.GetValue(_json) ? StudyDocument.Write(result) : ResultText.Write(result));
        return result is { Choice.Recommendation: null, Choice.Nearest: not null } ? ExitCode.NothingFeasible : ExitCode.Ok;
    }
}
