using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>Everything that a plan may be: shapes, numbers of devices, and ways to split a training.</summary>
public sealed record PlanSpace
{
    private static readonly ImmutableArray<int> s_pipelines = [1, 2, 3, 4, 5, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64];

    /// <summary>Shapes, by size.</summary>
    public required ImmutableArray<TransformerArchitecture> Shapes { get; init; }

    /// <summary>Numbers of devices.</summary>
    public required ImmutableArray<int> Devices { get; init; }

    /// <summary>Devices that share each matrix.</summary>
    public required ImmutableArray<int> Tensors { get; init; }

    /// <summary>Stages of the pipeline.</summary>
    public required ImmutableArray<int> Pipelines { get; init; }

    /// <summary>Sequences of one pass.</summary>
    public ImmutableArray<int> MicroBatches { get; init; } = [1, 2, 4, 8, 16, 32];

    /// <summary>Replicas over which the experts of a layer are spread; 1 alone where there are none.</summary>
    public ImmutableArray<int> Experts { get; init; } = [1];

    /// <summary>Devices that share each sequence; 1 alone where sequences are short.</summary>
    public ImmutableArray<int> Contexts { get; init; } = [1];

    /// <summary>Fewest tokens of a sequence on one device: shorter pieces buy no memory that is short, and exchange more.</summary>
    public const int FewestTokens = 4096;

    /// <summary>Ways that replicas share the training's state.</summary>
    public const int ZeroStages = 4;

    /// <summary>Ways to work activations out again.</summary>
    public const int Recomputes = 2;

    /// <summary>All candidates whose devices can be split so.</summary>
    public long Count => (long)Shapes.Length * Devices.Sum(devices =>
        Contexts.Sum(context => (long)(context == 1 ? MicroBatches.Length : 1) * Tensors.Sum(tensor => Pipelines.Where(pipeline => devices % (tensor * pipeline * context) == 0)
            .Sum(pipeline => Experts.Count(expert => devices / (tensor * pipeline) % expert == 0)))) * ZeroStages * Recomputes);

    /// <summary>The space of a question.</summary>
    /// <param name="question">The question.</param>
    /// <param name="hardware">Its device.</param>
    /// <param name="parameters">Sizes to look at.</param>
    public static PlanSpace Of(PlanQuestion question, Hardware hardware, Interval parameters)
    {
        ImmutableArray<int> devices = question.Devices is { } given ? [given] : [.. Powers(question.MostDevices)];
        var most = devices[^1];
        return new PlanSpace
        {
            Shapes = question.Model is { } model ? [model] : Sizes(question.Vocabulary, parameters),
            Devices = devices,
            Tensors = [.. Powers(Math.Min(hardware.DevicesPerNode, most))],
            Pipelines = [.. s_pipelines.Where(stages => stages <= most)],
            Contexts = [.. Powers(most).Where(shared => shared == 1 || (question.Context % shared == 0 && question.Context / shared >= FewestTokens))],
            Experts = [.. Powers(most).Where(spread => spread == 1 || IsSpread(question.Model, spread))],
        };
    }

    /// <summary>Whether each device of so many gets as many experts of every mixture.</summary>
    private static bool IsSpread(TransformerArchitecture? model, int devices)
    {
        var mixtures = model?.Decoder.Select(block => block.Mixture).OfType<MixtureShape>().ToList() ?? [];
        return mixtures.Count > 0 && mixtures.TrueForAll(mixture => mixture.Experts % devices == 0);
    }

    /// <summary>Of shapes of about one size, the two nearest to the usual ratio of width to layers: the law cannot tell them apart, and they are about as fast.</summary>
    private static ImmutableArray<TransformerArchitecture> Sizes(int vocabulary, Interval parameters) =>
    [
        .. DecoderShapes.All(vocabulary).Where(shape => shape.Parameters.Total >= parameters.Low && shape.Parameters.Total <= parameters.High)
            .GroupBy(shape => (int)Math.Floor(Math.Log(shape.Parameters.Total) / 0.08))
            .Select(alike => alike.MinBy(shape => Math.Abs(Math.Log(shape.Width / 112.0 / DecoderShapes.Layers(shape))))!)
            .OrderBy(shape => shape.Parameters.Total),
    ];

    private static IEnumerable<int> Powers(int most)
    {
        for (var power = 1; power <= most; power *= 2)
        {
            yield return power;
        }
    }
}
