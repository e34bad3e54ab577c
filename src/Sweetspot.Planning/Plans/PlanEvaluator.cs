using System.Runtime.CompilerServices;

namespace Sweetspot.Planning;

/// <summary>
/// Works out candidate plans. What depends on the shape, tensor, expert and context parallelism, the micro-batch and recomputation alone is kept, so that a candidate takes some dozens of
/// operations and no allocation once its shape was seen. Not thread-safe.
/// </summary>
public sealed class PlanEvaluator
{
    /// <summary>Share of the memory that a training may fill: driver, libraries and gaps take the rest.</summary>
    public const double MemoryShare = 0.92;

    /// <summary>Beyond any limit that is broken by a number of times, so that such a plan is nearer.</summary>
    private const double Hopeless = 1e100;

    private readonly PlanQuestion _question;
    private readonly Hardware _hardware;
    private readonly PlanSpace _space;
    private readonly TrainingTimeTerms[] _terms; // [shape × tensor × expert × context × micro × recompute]
    private readonly bool[] _isKnown;
    private readonly double[] _parameters; // of each shape
    private readonly double[] _fixedTokens; // that a target or the question asks of each shape; NaN: as many as the budget pays
    private readonly bool[] _isTooSlow; // answers too slowly
    private readonly OptimizerKind _optimizer;
    private readonly double _price;
    private readonly double _mostSeconds;

    /// <summary>Of a question over a space.</summary>
    public PlanEvaluator(PlanQuestion question, Hardware hardware, PlanSpace space, Func<TransformerArchitecture, bool>? isServed = null)
    {
        (_question, _hardware, _space) = (question, hardware, space);
        BatchSequences = Batches.Sequences(question, hardware);
        var terms = space.Shapes.Length * space.Tensors.Length * space.Experts.Length * space.Contexts.Length * space.MicroBatches.Length * PlanSpace.Recomputes;
        (_terms, _isKnown) = (new TrainingTimeTerms[terms], new bool[terms]);
        _parameters = [.. space.Shapes.Select(shape => (double)shape.Parameters.Active)];
        _fixedTokens = [.. _parameters.Select(FixedTokens)];
        _isTooSlow = [.. space.Shapes.Select(shape => isServed is not null && !isServed(shape))];
        _optimizer = question.Format is NumberFormat.Fp32 or NumberFormat.Tf32 ? OptimizerKind.AdamFp32 : OptimizerKind.AdamMixed;
        _price = question.Price is { } price ? price / 3600 : 0;
        _mostSeconds = question.MostSeconds;
    }

    /// <summary>What whole trainings take beyond their steps.</summary>
    internal static RealisedTraining Realised => RealisedTraining.Shipped;

    /// <summary>Sequences of a step, before they are spread over replicas.</summary>
    public int BatchSequences { get; }

    /// <summary>Whether a shape answers more slowly than asked.</summary>
    internal bool IsTooSlow(int shape) => shape < _isTooSlow.Length && _isTooSlow[shape];

    /// <summary>What a candidate comes to.</summary>
    public PlanPoint Evaluate(in PlanGenes genes)
    {
        var devices = _space.Devices[genes.Devices];
        var (tensor, pipeline, micro) = (_space.Tensors[genes.Tensor], _space.Pipelines[genes.Pipeline], _space.MicroBatches[genes.Micro]);
        var shape = _space.Shapes[genes.Shape];
        if (_isTooSlow[genes.Shape])
        {
            return new PlanPoint { Broken = PlanBreak.Serving, Violation = Hopeless };
        }

        var context = _space.Contexts[genes.Context];
        var data = devices / (tensor * pipeline * context);
        var misfit = Misfit(shape, devices, tensor, pipeline, context, data, micro, genes.Zero) + (data * context % _space.Experts[genes.Expert] != 0 ? 1 : 0);
        if (misfit > 0)
        {
            return new PlanPoint { Broken = PlanBreak.Layout, Violation = 10 * Hopeless * (1 + misfit) };
        }

        ref readonly var terms = ref Terms(genes, tensor, micro);
        var plan = new TrainingPlan(pipeline, 1, data, genes.Zero, (BatchSequences + (data * micro) - 1) / (data * micro), _optimizer);
        var memory = TrainingMemoryModel.Of(terms.Sizes, plan).Total;
        var step = TrainingTimeModel.Of(terms, plan);
        var point = Priced(genes.Shape, devices, step.UnitsPerSecond.Value / Realised.Factor(step), memory);
        var filled = memory / (_hardware.MemoryBytes * MemoryShare);
        return filled > 1 && filled > point.Violation ? point with { Broken = PlanBreak.Memory, Violation = filled } : point;
    }

    /// <summary>One way to train as the models of memory and time take it.</summary>
    internal TrainingSetup Setup(in PlanGenes genes)
    {
        var (tensor, pipeline, micro) = (_space.Tensors[genes.Tensor], _space.Pipelines[genes.Pipeline], _space.MicroBatches[genes.Micro]);
        var data = _space.Devices[genes.Devices] / (tensor * pipeline * _space.Contexts[genes.Context]);
        var microBatches = (BatchSequences + (data * micro) - 1) / (data * micro);
        var setup = Setup(genes, tensor, micro);
        return setup with
        {
            GlobalBatch = data * micro * microBatches,
            Parallelism = setup.Parallelism with { Pipeline = pipeline, Data = data, ZeroStage = genes.Zero },
        };
    }

    /// <summary>What a shape comes to at a speed, whatever makes it so fast.</summary>
    internal PlanPoint Priced(int shape, int devices, double tokensPerSecond, double memory)
    {
        var parameters = _parameters[shape];
        var tokens = double.IsNaN(_fixedTokens[shape]) ? Paid(parameters, devices, tokensPerSecond) : _fixedTokens[shape];
        if (!(tokens > 0) || double.IsInfinity(tokens))
        {
            return new PlanPoint { Broken = PlanBreak.Loss, Violation = Hopeless, MemoryBytes = memory, TokensPerSecond = tokensPerSecond };
        }

        var seconds = tokens / tokensPerSecond;
        var (broken, violation) = Excess(parameters, tokens, seconds, devices);
        return new PlanPoint
        {
            Loss = Loss(parameters, tokens),
            Tokens = tokens,
            TokensPerSecond = tokensPerSecond,
            Seconds = seconds,
            DeviceSeconds = seconds * devices,
            MemoryBytes = memory,
            Broken = broken,
            Violation = violation,
        };
    }

    /// <summary>Loss of a size, with data that is seen again where there is too little of it.</summary>
    public double Loss(double parameters, double tokens) => _question.Law.Loss(parameters, tokens, _question.UniqueTokens);

    /// <summary>Tokens that budget, time, money and data pay.</summary>
    private double Paid(double parameters, int devices, double tokensPerSecond)
    {
        var seconds = Math.Min(_mostSeconds, Math.Min((_question.DeviceHours * 3600 ?? double.PositiveInfinity) / devices, _price > 0 && _question.Usd is { } usd ? usd / _price / devices : double.PositiveInfinity));
        var tokens = seconds * tokensPerSecond;
        if (_question.Flops is { } flops)
        {
            tokens = Math.Min(tokens, ((flops / parameters) - (ScalingLaw.InferenceFlopsPerParameterToken * _question.AnsweredTokens)) / ScalingLaw.FlopsPerParameterToken);
        }

        return _question.UniqueTokens is { } unique ? Math.Min(tokens, unique * _question.MostEpochs) : tokens;
    }

    private double FixedTokens(double parameters) => (_question.Tokens, _question.TargetLoss) switch
    {
        ({ } tokens, _) => tokens,
        (_, { } loss) => new TargetProblem(_question.Law, loss, _question.UniqueTokens, _question.MostEpochs, 0).Tokens(parameters),
        _ => double.NaN,
    };

    private (PlanBreak Broken, double Violation) Excess(double parameters, double tokens, double seconds, int devices)
    {
        const double Slack = 1 + 1e-9;
        var worst = (PlanBreak.None, 0.0);
        worst = Worse(worst, PlanBreak.Time, seconds / _mostSeconds);
        worst = _question.DeviceHours is { } hours ? Worse(worst, PlanBreak.DeviceHours, seconds * devices / 3600 / hours) : worst;
        worst = _question.Usd is { } usd && _price > 0 ? Worse(worst, PlanBreak.Money, seconds * devices * _price / usd) : worst;
        return _question.Flops is { } flops ? Worse(worst, PlanBreak.Flops, InferenceAwareOptimum.TotalFlops(parameters, tokens, _question.AnsweredTokens) / flops) : worst;

        static (PlanBreak, double) Worse((PlanBreak Broken, double Violation) one, PlanBreak what, double times) =>
            times > Slack && times > one.Violation ? (what, times) : one;
    }

    /// <summary>How far a layout is from one that goes round; 0 where it does.</summary>
    private int Misfit(TransformerArchitecture shape, int devices, int tensor, int pipeline, int context, int data, int micro, int zero)
    {
        var attention = shape.Decoder[0].Attention;
        var misfit = data < 1 || data * tensor * pipeline * context != devices ? 1 : 0;
        misfit += attention.Heads % tensor != 0 || (tensor > 1 && shape.Width % tensor != 0) ? 1 : 0;
        misfit += pipeline > LayersOf(shape) ? 1 : 0;
        misfit += zero >= 2 && pipeline > 1 ? 1 : 0; // stages would gather and share out anew for each micro-batch
        misfit += zero > 0 && data * context == 1 ? 1 : 0; // nothing to share
        return misfit + ((long)data * micro > BatchSequences ? 1 : 0);
    }

    private static int LayersOf(TransformerArchitecture shape)
    {
        var layers = 0;
        foreach (var block in shape.Decoder)
        {
            layers += block.Layers;
        }

        return layers;
    }

    private ref readonly TrainingTimeTerms Terms(in PlanGenes genes, int tensor, int micro)
    {
        var place = (((((((((genes.Shape * _space.Tensors.Length) + genes.Tensor) * _space.Experts.Length) + genes.Expert) * _space.Contexts.Length) + genes.Context) * _space.MicroBatches.Length) + genes.Micro) * PlanSpace.Recomputes) + genes.Recompute;
        if (!_isKnown[place])
        {
            Learn(place, genes, tensor, micro);
        }

        return ref _terms[place];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Learn(int place, in PlanGenes genes, int tensor, int micro)
    {
        _terms[place] = TrainingTimeModel.TermsOf(Setup(genes, tensor, micro));
        _isKnown[place] = true;
    }

    private TrainingSetup Setup(in PlanGenes genes, int tensor, int micro) => new()
    {
        Architecture = _space.Shapes[genes.Shape],
        Hardware = _hardware,
        Parallelism = new Parallelism { Tensor = tensor, Expert = _space.Experts[genes.Expert], Context = _space.Contexts[genes.Context], SequenceParallel = tensor > 1 },
        Format = _question.Format,
        Optimizer = _optimizer,
        MicroBatch = micro,
        GlobalBatch = micro,
        Context = _question.Context,
        Recompute = genes.Recompute == 1 ? Recompute.Full : Recompute.None,
    };
}
