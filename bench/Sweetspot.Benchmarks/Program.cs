using System.Globalization;
using Sweetspot.Benchmarks;
using Sweetspot.Core;

if (args.Length < 2)
{
    Console.Error.WriteLine(
        """
        usage: Sweetspot.Benchmarks DATA MODEL[;MODEL…] [rates=0.25,0.5,1,2,4] [seeds=3] [target=COLUMN] [fold=K] [epochs=N] [final=1] [NAME=VALUE …]
        Trains each model at each multiple of its rule's learning rate and prints validation quality, test quality and cost.
        With final=1 the test column is of a model trained on all rows for as many epochs. DATA is digits or a file; a MODEL is its genes: "family=mlp depth=2 width=64". NAME=VALUE changes the recipe: dropout, weightDecay,
        labelSmoothing, shift, clipNorm, classWeightPower, warmUp, batch.
        """);
    return 2;
}

var options = args.Skip(2).Select(arg => arg.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
await RateSweep.RunAsync(args[0], args[1].Split(';').Select(CandidateOf), options, CancellationToken.None);
return 0;

static Candidate CandidateOf(string genes) => new(genes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(gene => gene.Split('=')).Select(
    pair => KeyValuePair.Create(
        pair[0], double.TryParse(pair[1], CultureInfo.InvariantCulture, out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1]))));
