// Search with your own loop: ask for candidates, evaluate them, tell what came out.
using System.Collections.Immutable;
using Sweetspot.Core;

var space = new SearchSpace([new IntegerGene("depth", 1, 8), new IntegerGene("width", 8, 512, GeneScale.Log)]);
ImmutableArray<Objective> objectives = [new("error", "", Direction.Minimize), new("cost", "", Direction.Minimize)];
var search = SearchAlgorithms.Create("nsga2", new AlgorithmSettings { Space = new FeasibleSpace(space, []), Objectives = objectives, Seed = 1 });
var trials = new List<Trial>();
while (trials.Count < 96)
{
    var ended = search.Ask(16).Select((candidate, index) => Evaluate(candidate, trials.Count + index)).ToList();
    search.Tell(ended);
    trials.AddRange(ended);
}

foreach (var best in ParetoFront.Of(trials, objectives).Trials)
{
    Console.WriteLine($"{best.Candidate}  error {best.Value("error"):0.000}  cost {best.Value("cost"):#,0}");
}

// Stands for a training: the error falls with size, slower and slower; the cost grows with it.
static Trial Evaluate(Candidate candidate, int number)
{
    var weights = candidate.Number("depth") * Math.Pow(candidate.Number("width"), 2);
    var evaluation = Evaluation.Of(
        (new Metric("error", "", Direction.Minimize, Knowledge.Trained, "made up"), 0.02 + 2 / Math.Sqrt(weights)),
        (new Metric("cost", "", Direction.Minimize, Knowledge.Computed, "made up"), weights));
    return new Trial
    {
        Number = number,
        Request = new TrialRequest(candidate, new Fidelity(1), Seed: 1),
        State = evaluation.State,
        Metrics = evaluation.Metrics,
    };
}
