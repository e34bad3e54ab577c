using System.Collections.Immutable;
using System.Globalization;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>A study with every default filled in from its data: what is searched, for what, under which limits. Immutable and thread-safe.</summary>
public sealed partial class StudyDefinition
{
    /// <summary>Text of the limit that every space over ratings has: not one that the user gave.</summary>
    public const string RatingLimit = "the genes make a model of ratings";

    /// <summary>Text of the limit that every space over images has: not one that the user gave.</summary>
    public const string ImageLimit = "the image allows the model";

    /// <summary>Text of the limit that every space over texts has.</summary>
    public const string TextLimit = "the sizes fit each other";

    /// <summary>Text of the limit that every space over several kinds of data has.</summary>
    public const string FusionLimit = "at least one kind of data is used";

    /// <summary>Text of the limit that every space over translations has.</summary>
    public const string TranslationLimit = "the genes make a model that translates";

    /// <summary>Text of the limit that a space over tables has where models are pruned: not one that the user gave.</summary>
    public const string PruneLimit = "there is something to prune";

    /// <summary>How the text of a limit ends that the model must keep before it is pruned: not one that the user gave.</summary>
    public const string UnprunedLimit = "before pruning";

    private const int Folds = 5;
    private const int DefaultTrials = 60;
    private static readonly IReadOnlyDictionary<string, Measurement> s_nothing = ImmutableDictionary<string, Measurement>.Empty;

    private static readonly TimeSpan s_unlimited = TimeSpan.FromDays(365);

    private readonly int _batch;

    private StudyDefinition(StudySpec spec, DataProfile profile, string trainerVersion, int defaultEpochs, int batch, DefaultSpace? fallback, RunLadder? ladder)
    {
        (Spec, Profile, _batch) = (spec, profile, batch);
        Epochs = spec.Epochs ?? defaultEpochs;
        TrainingFlops = ComputeOf(spec);
        var genes = ladder?.Genes ?? fallback?.Genes ?? spec.Space;
        var precisions = new PrecisionSpace(spec.Compress ? [.. genes, .. Compression.Genes(genes, profile)] : genes, spec, profile);
        Genes = precisions.Genes;
        Space = fallback is null || ladder is not null || spec.Compress || precisions.IsChanged ? GeneFactory.Space(Genes) : fallback.Space;
        var limits = (ladder is not null && profile.Kind == TaskKind.LanguageModel ? [] : fallback?.Constraints ?? []).AddRange(spec.Constraints).AddRange(ImpliedLimits(spec));
        var names = NameTable.OfConstraints(Genes, TaskMetrics.Of(profile.Kind));
        Constraints = [.. limits.Where(text => !Expressions.IsGoal(text)).SelectMany(text => Expressions.Constraints(text, names)), .. ModelLimits(fallback), .. UnprunedLimits(fallback, names), .. PrecisionSpace.Limits(Genes, spec)];
        Goals = [.. limits.Where(Expressions.IsGoal).Select(text => Expressions.Goal(text, [.. TaskMetrics.Of(profile.Kind).Select(metric => metric.Name)]))];
        (Objectives, QualityObjective) = ObjectivesOf(spec, profile);
        Feasible = new FeasibleSpace(Space, Constraints, Compute);
        InitialPopulation = [.. (ladder?.Population(Space, Parameters) ?? LadderOf(fallback, precisions)).Where(Feasible.IsFeasible)];
        Explanation =
        [
            .. ladder is not null ? [ladder.Explanation] : fallback?.Explanation ?? [$"space as given: {Space.Genes.Length} genes"], .. ExplainCompression(),
            .. precisions.Explanation is { } line ? [line] : Array.Empty<string>(), .. TaskMetrics.WhyNotAccuracy(profile, QualityObjective),
        ];
        Identity = StudyIdentity.Of(this, limits, trainerVersion);
    }

    /// <summary>The study as the user defined it.</summary>
    public StudySpec Spec { get; }

    /// <summary>What is known of its data.</summary>
    public DataProfile Profile { get; }

    /// <summary>Name for people.</summary>
    public string Name => Spec.Name ?? Profile.Name;

    /// <summary>Genes and derived values, given or by default.</summary>
    public ImmutableArray<GeneSpec> Genes { get; }

    /// <summary>The search space.</summary>
    public SearchSpace Space { get; }

    /// <summary>The points of the space that keep every limit known before measuring and training.</summary>
    public FeasibleSpace Feasible { get; }

    /// <summary>Limits of every level, those of the default space and those implied by the image's size among them.</summary>
    public ImmutableArray<Constraint> Constraints { get; }

    /// <summary>Goals relative to the best found.</summary>
    public ImmutableArray<RelativeGoal> Goals { get; }

    /// <summary>Objectives, the quality first where there is one.</summary>
    public ImmutableArray<Objective> Objectives { get; }

    /// <summary>The quality by which finalists are judged and training stops: the first quality objective, else the kind's default.</summary>
    public Objective QualityObjective { get; }

    /// <summary>The metric of <see cref="QualityObjective"/>.</summary>
    public Metric Quality => Metrics.Find(QualityObjective.Name)!;

    /// <summary>Name of the quality metric.</summary>
    public string PrimaryQuality => QualityObjective.Name;

    /// <summary>Search algorithm as written: <c>auto</c> stays <c>auto</c>.</summary>
    public string Algorithm => Spec.Algorithm;

    /// <summary>The study's one seed.</summary>
    public ulong Seed => Spec.Seed;

    /// <summary>Fresh seeds for each finalist where verification does not use folds.</summary>
    public int Replicates => Spec.Replicates;

    /// <summary>Most epochs of one training.</summary>
    public int Epochs { get; }

    /// <summary>
    /// Levels of training in epochs, the whole one last; that alone where there are none. <c>halving</c> has a ninth, a third and the whole, unless the study says otherwise.
    /// </summary>
    public IReadOnlyList<Fidelity> Fidelities =>
        [.. (Spec.Rungs ?? new RungSpec(Algorithm == "halving" ? Math.Max(1, Epochs / 9) : Epochs, RungSpec.UsualFactor)).Levels(Epochs).Select(epochs => new Fidelity(epochs))];

    /// <summary>FLOPs of one training of a language model: as given, or what the time of the study allows.</summary>
    public double TrainingFlops { get; }

    /// <summary>Whether the trials are for a law: fixed beforehand, none of them judged further, and no time cuts them short.</summary>
    public bool IsLadder => Algorithm == RunLadder.Algorithm;

    /// <summary>Candidates to try.</summary>
    public int TrialBudget => IsLadder ? InitialPopulation.Length : Spec.Budget.Trials ?? DefaultTrials;

    /// <summary>Wall-clock time, verification included. Several kinds of data take longer: each is left out once and retrained, to see whether it pays.</summary>
    public TimeSpan TimeBudget => IsLadder ? s_unlimited : Spec.Budget.Time ?? (Spec.Task.Preset == "digits" ? TimeSpan.FromSeconds(75) : TimeSpan.FromMinutes(Modalities.IsEmpty ? 3 : 8));

    /// <summary>Feasible sizes to begin with, smallest first; empty where none of the ladder is feasible.</summary>
    public ImmutableArray<Candidate> InitialPopulation { get; }

    /// <summary>The reference that is always trained beside the search.</summary>
    public Candidate Baseline => Profile.Kind == TaskKind.Translation
        ? new([new("family", GeneValue.Of(TranslationShapes.Family)), new("encoder", GeneValue.Of(0)), new("decoder", GeneValue.Of(1)), new("width", GeneValue.Of(32)), new("heads", GeneValue.Of(1)), .. TokenUnits.Fixed(Genes)])
        : Profile.IsOfPairs
        ? new([new("family", GeneValue.Of("mf")), new("factors", GeneValue.Of(0))])
        : Profile.Kind == TaskKind.LanguageModel
        ? new([new("family", GeneValue.Of("bigram")), new("width", GeneValue.Of(64)), new("vocabulary", GeneValue.Of(Math.Max(512, Profile.Corpus!.Alphabet * 5 / 4))), new("context", GeneValue.Of(Math.Min(32, Profile.Input.Texts[0].Length)))])
        : new([new("family", GeneValue.Of("linear"))]);

    /// <summary>The kinds of data that models may use or leave out; empty where there is one.</summary>
    public ImmutableArray<Modality> Modalities => [.. FusionGenes.Modalities(Profile)];

    /// <summary>How the space came about, a line each.</summary>
    public ImmutableArray<string> Explanation { get; }

    /// <summary>SHA-256 in hex of all that decides the results; not of budget, workers or the rule of choosing.</summary>
    public string Identity { get; }

    /// <summary>Fills in what follows from the data.</summary>
    /// <param name="spec">The study as defined.</param>
    /// <param name="profile">Its data.</param>
    /// <param name="trainerVersion">Raised whenever trainings give other results; part of the identity.</param>
    /// <param name="defaultEpochs">Most epochs where the study says nothing.</param>
    /// <param name="batch">Examples in one training step, for the <c>memory</c> metric.</param>
    /// <exception cref="UserInputException">Every problem of the study with this data.</exception>
    public static StudyDefinition Resolve(StudySpec spec, DataProfile profile, string trainerVersion, int defaultEpochs, int batch = 128)
    {
        var fallback = spec.Space.IsEmpty ? DefaultSpace.For(profile, defaultEpochs, batch, ComputeOf(spec)) : null;
        var genes = new PrecisionSpace(fallback?.Genes ?? spec.Space, spec, profile).Genes;
        var problems = StudyChecks.Of(spec, TaskMetrics.Of(profile.Kind), genes).Concat(DataChecks.Of(spec, profile)).Concat(TokenUnits.Problems(spec, profile.Kind, genes)).ToList();
        return problems.Count == 0
            ? new StudyDefinition(spec, profile, trainerVersion, defaultEpochs, batch, fallback, spec.Algorithm == RunLadder.Algorithm ? RunLadder.Of(spec, profile, fallback, ComputeOf(spec)) : null)
            : throw new UserInputException(problems.Select(problem => $"{problem.Path}: {problem.Message}"));
    }

    /// <summary>The model that a candidate stands for.</summary>
    /// <exception cref="UserInputException">It makes no model; such candidates are infeasible and never proposed.</exception>
    public ModelShape Shape(Candidate candidate) => ModelShape.Decode(candidate, Profile.Input, Profile.Outputs);

    /// <summary>A candidate's model and, where they are genes, its resolution, how images are changed and its precision: <c>cnn 16-32 k3, 14 px, crop, int8-static</c>.</summary>
    public string Describe(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        var pixels = candidate.Find(Resolution.Gene) is { } value ? $", {value} px" : "";
        var change = candidate.Find("augment") is { Text: { } word } ? $", {word}" : "";
        var compressed = Compression.IsCompressed(candidate) ? $", {Compression.Describe(candidate)}" : "";
        var precision = candidate.Find(PrecisionGene.Name) is { Text: { } numbers } && numbers != Precision.Fp32.Word() ? $", {numbers}" : "";
        var amount = candidate.Find(RunLadder.TokensGene) is { Number: var tokens } ? string.Create(CultureInfo.InvariantCulture, $" on {tokens:N0} tokens")
            : candidate.Find(RunLadder.RowsGene) is { Number: var rows } ? string.Create(CultureInfo.InvariantCulture, $" on {Counted.Of((long)rows, "row")}") : "";
        return $"{Shape(candidate).Describe()}{amount}{pixels}{change}{precision}{(Compression.IsTwin(candidate) ? ", trained from scratch" : compressed)}";
    }

    /// <summary>The metrics known from a candidate's shape; empty where it makes no model.</summary>
    /// <remarks>What is pruned needs the memory of the unpruned model while that is trained.</remarks>
    public IReadOnlyDictionary<string, Measurement> Compute(Candidate candidate)
    {
        if (WhyNoModel(candidate) is not null)
        {
            return s_nothing;
        }

        var known = ModelCost.Compute(Shape(candidate), BatchOf(Shape(candidate)), PrecisionGene.Of(candidate, Shape(candidate)));
        return Compression.Pruned(candidate) == 0 || Compression.IsTwin(candidate)
            ? known
            : known.ToImmutableDictionary().SetItem(Metrics.Memory.Name, ModelCost.Compute(Unpruned(candidate), BatchOf(Unpruned(candidate)))[Metrics.Memory.Name]);
    }

    /// <summary>Examples in a step; of language models, windows.</summary>
    private int BatchOf(ModelShape shape) => shape is GptShape gpt ? LanguageCompute.Windows(gpt, TrainingFlops) : _batch;

    /// <summary>A candidate's model before the gene <c>prune</c> removes anything.</summary>
    /// <exception cref="UserInputException">It makes no model.</exception>
    public ModelShape Unpruned(Candidate candidate) => ModelShape.DecodeUnpruned(candidate, Profile.Input, Profile.Outputs);

    /// <summary>What a coordinator needs to know.</summary>
    /// <param name="workers">Trials that run side by side.</param>
    public StudyPlan Plan(int workers) => new()
    {
        Seed = Seed,
        Objectives = Objectives,
        Constraints = Constraints,
        Quality = Quality,
        Fidelity = new Fidelity(Epochs),
        Baseline = IsLadder ? null : Baseline,
        JudgesFinalists = !IsLadder,
        Folds = Profile.UsesFolds ? Folds : null,
        Replicates = Replicates,
        ValidationRows = (int)(Profile.Rows * Spec.Task.Validation),
        Compression = CompressionPlan(),
        TrialBudget = TrialBudget,
        EndsConverged = !Spec.Without.Contains("converge"),
        TimeBudget = TimeBudget,
        Workers = workers,
        Ablations = Modalities.IsEmpty || IsLadder ? null : candidate => Ablations(candidate),
    };

    /// <summary>What differs from a candidate of the space in one kind of data each, as far as the space allows it.</summary>
    public IReadOnlyList<Candidate> Ablations(Candidate candidate) =>
        Modalities.IsEmpty ? [] : [.. FusionAblations.Of(candidate, Profile, Genes, Space).Where(Feasible.IsFeasible)];

    /// <summary>What a search algorithm is made of.</summary>
    public AlgorithmSettings AlgorithmSettings() => new()
    {
        Space = Feasible,
        Objectives = Objectives,
        Constraints = Constraints,
        Seed = Seed,
        InitialPopulation = InitialPopulation,
        Compute = Compute,
        Without = SearchParts.Of(Spec.Without),
        Fidelities = Fidelities,
        Fitness = trial => ClassicFitness.Of(trial, QualityObjective),
    };

    private static double ComputeOf(StudySpec spec) => LanguageCompute.Of(spec, spec.Budget.Workers ?? Environment.ProcessorCount);

    private double Parameters(Candidate candidate) => ModelCost.Of(Shape(candidate), 1).Parameters;

    /// <summary>Whether the tail of latency is to be measured: the study reads it, or has a deadline.</summary>
    public bool ReadsTail => Spec.Deadline is not null || Objectives.Any(objective => IsOfTail(objective.Name)) || Goals.Any(goal => IsOfTail(goal.Metric))
        || Constraints.Any(limit => limit.Names.Any(IsOfTail));

    private static bool IsOfTail(string metric) => metric == Metrics.LatencyP99.Name || metric == Metrics.MissedDeadlines.Name;

    /// <summary>A deadline is a limit by itself, unless the study says what it is for.</summary>
    private static IEnumerable<string> ImpliedLimits(StudySpec spec)
    {
        string[] tail = [Metrics.LatencyP99.Name, Metrics.MissedDeadlines.Name];
        var isRead = tail.Any(name => spec.Constraints.Any(text => text.Contains(name, StringComparison.Ordinal)) || spec.Objectives.Any(objective => objective.Metric == name));
        return spec.Deadline is null || isRead ? [] : [FormattableString.Invariant($"{Metrics.MissedDeadlines.Name} <= {DeadlineSpec.UsualMisses}")];
    }

    private static (ImmutableArray<Objective> All, Objective Quality) ObjectivesOf(StudySpec spec, DataProfile profile)
    {
        var qualities = TaskMetrics.Quality(profile.Kind);
        var usual = Objective.On(TaskMetrics.DefaultQuality(profile));
        ImmutableArray<Objective> all = spec.Objectives.IsEmpty
            ? spec.Algorithm == RunLadder.Algorithm
                ? [usual, Objective.On(Metrics.Parameters)]
                : profile.Kind == TaskKind.LanguageModel
                ? [usual, Objective.On(Metrics.Latency), Objective.On(Metrics.Parameters)] // training costs the same for all
                : [usual, Objective.On(Metrics.Latency), Objective.On(Metrics.TrainSeconds)]
            : [.. spec.Objectives.Select(objective => Objective.On(Metrics.Find(objective.Metric)!))];
        var quality = all.FirstOrDefault(objective => qualities.Any(metric => metric.Name == objective.Name));
        return (quality is null ? all : [quality, .. all.Where(objective => objective != quality)], quality ?? usual);
    }

    private IEnumerable<Candidate> LadderOf(DefaultSpace? fallback, PrecisionSpace precisions) => fallback is null ? SizeLadder.Of(Space)
        : precisions.IsChanged ? precisions.Expand(fallback.InitialPopulation, Space)
        : fallback.InitialPopulation.Select(Uncompressed);

    /// <summary>Where a space may hold points that make no model, a limit that they break: never a crash, never a training.</summary>
    private IEnumerable<Constraint> ModelLimits(DefaultSpace? fallback)
    {
        var isChanged = Genes.Any(gene => gene.Name is Compression.PruneGene or PrecisionGene.Name);
        if (((fallback is not null && !FusionGenes.IsFusion(Profile.Input)) || (!Profile.Input.IsImage && Profile.Input.Texts.IsEmpty && !Profile.IsOfPairs)) && !isChanged)
        {
            return [];
        }

        ImmutableArray<string> names = [.. ModelGenes.Specs.Select(gene => gene.Name).Where(name => Genes.Any(gene => gene.Name == name))];
        string? Why(ValueLookup lookup) => WhyNoModel(new Candidate(
            names.Where(name => lookup(name) is not null).Select(name => KeyValuePair.Create(name, lookup(name)!.Value))));
        return [new Constraint(FusionGenes.IsFusion(Profile.Input) ? FusionLimit : Profile.Input.IsImage ? ImageLimit : Profile.IsOfPairs ? RatingLimit : Profile.Input.IsTranslation ? TranslationLimit : TextShapes.IsText(Profile.Input) ? TextLimit : PruneLimit, Knowledge.Genes, names, lookup => Why(lookup) is null ? 0 : 1, lookup => Why(lookup) ?? "it does")];
    }

    private string? WhyNoModel(Candidate candidate)
    {
        try
        {
            PrecisionGene.Check(candidate, Shape(candidate));
            return null;
        }
        catch (UserInputException exception)
        {
            return exception.Message;
        }
    }
}
