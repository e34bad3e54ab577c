using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class StudyDefinitionTests
{
    private static readonly StudySpec s_plain = new() { Task = new TaskSpec { Data = "train.csv" } };

    private static StudyDefinition Resolve(StudySpec spec, DataProfile? profile = null) => StudyDefinition.Resolve(spec, profile ?? Profiles.Letter, "1", 30);

    private static string[] Problems(StudySpec spec, DataProfile? profile = null) =>
        [.. Assert.Throws<UserInputException>(() => Resolve(spec, profile)).Problems];

    private static StudySpec File(string text) => StudyFile.Parse(text, "study.yaml", "");

    [Fact]
    public void Resolve_PlainTable_DefaultsOfTheProduct()
    {
        var study = Resolve(s_plain);

        Assert.Equal(["accuracy", "latency_ms", "train_seconds"], study.Objectives.Select(objective => objective.Name));
        Assert.Equal([Direction.Maximize, Direction.Minimize, Direction.Minimize], study.Objectives.Select(objective => objective.Direction));
        Assert.Equal(("accuracy", "auto", 30, 60, TimeSpan.FromMinutes(3)), (study.PrimaryQuality, study.Algorithm, study.Epochs, study.TrialBudget, study.TimeBudget));
        Assert.Empty(study.Constraints);
        Assert.Equal(9, study.InitialPopulation.Length);
        Assert.Equal("linear 16-26", study.Shape(study.Baseline).Describe());
    }

    [Fact]
    public void Resolve_OneClassIsNearlyAll_MacroF1UnlessAskedOtherwise()
    {
        var profile = Profiles.Table(2_000, 10, 2) with { ClassCounts = [1_900, 100] };
        const string Share = "classes are imbalanced: always answering \"c0\" is right 95 % of the time";

        var study = Resolve(s_plain, profile);
        var accuracy = Resolve(s_plain with { Objectives = [new ObjectiveSpec("accuracy", Direction.Maximize)] }, profile);

        Assert.Equal("macro_f1", study.PrimaryQuality);
        Assert.Equal($"{Share}, so macro F1, in which each class counts the same, is the quality", study.Explanation[^1]);
        Assert.Equal("accuracy", accuracy.PrimaryQuality);
        Assert.Equal($"{Share}, so read macro F1 beside accuracy", accuracy.Explanation[^1]);
        Assert.Equal("accuracy", Resolve(s_plain, profile with { ClassCounts = [1_500, 500] }).PrimaryQuality);
    }

    [Fact]
    public void Resolve_PrecisionsAsked_BecomeAGeneAndHalfOfTheLadderHasThem()
    {
        var study = Resolve(s_plain with { Precisions = ["fp32", "int8-dynamic"] });

        Assert.Equal(["depth", "width", "precision"], study.Genes.Select(gene => gene.Name));
        Assert.Equal(9 + 5, study.InitialPopulation.Length);
        Assert.Equal(["fp32", "int8-dynamic"], study.InitialPopulation.Select(candidate => candidate.Find("precision")!.Value.Text!).Distinct());
        Assert.Contains("precision fp32 or int8-dynamic; what is quantised is measured again", study.Explanation);
        Assert.EndsWith(", int8-dynamic", study.Describe(study.InitialPopulation[^1]), StringComparison.Ordinal);
        Assert.NotEqual(Resolve(s_plain).Identity, study.Identity);
    }

    [Fact]
    public void Resolve_DefaultSpace_TriesIntegersWhereTheyMayPay()
    {
        var images = Resolve(s_plain, Profiles.Fashion);
        var gene = images.Genes.Single(gene => gene.Name == "precision");

        Assert.Equal(["fp32", "int8-static"], gene.Values);
        Assert.Equal("family == 'cnn'", gene.When);
        Assert.Equal(2, images.InitialPopulation.Count(candidate => candidate.Word("precision", "") == "int8-static"));
        Assert.All([Resolve(s_plain), Resolve(s_plain, Profiles.Digits)], study => Assert.DoesNotContain(study.Genes, gene => gene.Name == "precision"));
        Assert.DoesNotContain(Resolve(s_plain with { Precisions = ["fp32"] }, Profiles.Fashion).InitialPopulation, candidate => candidate.Word("precision", "") != "fp32");
    }

    [Theory]
    [InlineData(0.004, 0.003, true)]
    [InlineData(0.002, 0.003, false)]
    [InlineData(0.004, null, false)]
    public void Limits_EightBitsBesideFloats_MustBeFaster(double latency, double? before, bool isBroken)
    {
        var limit = Assert.Single(Resolve(s_plain with { Precisions = ["fp32", "int8-dynamic"] }).Constraints, limit => limit.Text == "8 bits are faster than floats");

        var violation = limit.Violation(name => name == "latency_ms" ? GeneValue.Of(latency) : before is { } floats ? GeneValue.Of(floats) : null);

        Assert.Equal(isBroken, violation > 0);
    }

    [Fact]
    public void Limits_FileSizeAskedForOrNoFloats_None()
    {
        StudySpec[] specs =
        [
            s_plain with { Precisions = ["int8-dynamic"] },
            s_plain with { Precisions = ["fp32", "int8"], Objectives = [new("accuracy", Direction.Maximize), new("file_bytes", Direction.Minimize)] },
        ];

        Assert.All(specs, spec => Assert.DoesNotContain(Resolve(spec).Constraints, limit => limit.Text == "8 bits are faster than floats"));
    }

    [Fact]
    public void Resolve_PrecisionThatIsNone_SaysWhichThereAre()
    {
        Assert.Equal(["precision: \"int8-dynamik\" is not a value of precision; did you mean \"int8-dynamic\"?"], Problems(s_plain with { Precisions = ["int8-dynamik"] }));
        Assert.Equal(
            ["space.precision: is a choice of words, as in \"precision: { choice: [fp32, int8-static] }\"."],
            Problems(s_plain with { Space = [new GeneSpec { Name = "width", Type = "int", Low = 8, High = 16 }, new GeneSpec { Name = "precision", Type = "int", Low = 1, High = 2 }] }));
        Assert.Equal(
            ["precision: \"int8\": models that rank items are run in fp32 only, and their embeddings, nearly all of such a model, would stay in floats anyway; leave precision out."],
            Problems(s_plain with { Precisions = ["int8"] }, Profiles.Table(1000, 2, 1) with { Kind = TaskKind.Ranking, Input = InputShape.Ids(30, 40) }));
    }

    [Fact]
    public void Resolve_MatrixFactorisationInEightBits_IsNoModel()
    {
        var study = Resolve(
            s_plain with { Precisions = ["fp32", "int8-dynamic"] }, Profiles.Table(1000, 2, 1) with { Kind = TaskKind.Recommendation, Input = InputShape.Ids(30, 40), Transform = TargetTransform.None });

        Assert.DoesNotContain(study.InitialPopulation, candidate => candidate.Word("family", "") == "mf" && candidate.Word("precision", "") != "fp32");
        Assert.Contains(study.InitialPopulation, candidate => candidate.Word("family", "") == "towers" && candidate.Word("precision", "") == "int8-dynamic");
    }

    [Theory]
    [InlineData("mlp", null)]
    [InlineData("cnn", null)]
    [InlineData("vit", "precision: bf16 trains mlp and cnn of numbers or one image; vit 2×64 h2 p4 trains in fp32.")]
    public void Check_TrainingInBFloat16_IsForMlpAndCnn(string family, string? expected)
    {
        var candidate = new Candidate([new("family", GeneValue.Of(family)), new("precision", GeneValue.Of("bf16"))]);
        var shape = ModelShape.Decode(candidate, new InputShape(1, 16, 16), 3);

        Assert.Equal(expected, Record.Exception(() => PrecisionGene.Check(candidate, shape))?.Message);
    }

    [Theory]
    [InlineData("fp32", Precision.Fp32)]
    [InlineData("bf16", Precision.Bf16)]
    [InlineData("int8-dynamic", Precision.Int8Dynamic)]
    [InlineData("int8", Precision.Int8Static)]
    public void Precision_WordOfACnn_IsRead(string word, Precision expected)
    {
        var cnn = new CnnShape { Input = new InputShape(1, 8, 8), Stages = [8], Convolutions = 1, Kernel = 3, Dense = 0, Outputs = 2 };

        Assert.Equal(expected, PrecisionGene.Parse(word, cnn));
        Assert.Equal(Precision.Int8Dynamic, PrecisionGene.Parse("int8", new MlpShape { Input = InputShape.Numbers(4), Hidden = [8], Outputs = 2 }));
    }

    [Fact]
    public void Compute_InEightBits_CountsAByteForEachWeight()
    {
        var study = Resolve(s_plain with { Precisions = ["fp32", "int8-dynamic"] });
        var twins = study.InitialPopulation[^2..];

        var (floats, integers) = (study.Compute(twins[0]), study.Compute(twins[1]));

        Assert.Equal(floats["parameters"].Value, integers["parameters"].Value);
        Assert.Equal(3 * floats["parameters"].Value, floats["file_bytes"].Value - integers["file_bytes"].Value);
    }

    [Fact]
    public void Resolve_Regression_R2First() => Assert.Equal("r2", Resolve(s_plain, Profiles.Table(3_000, 10, 1)).Objectives[0].Name);

    [Fact]
    public void Resolve_DigitsPreset_SeventyFiveSecondsAndFolds()
    {
        var study = Resolve(new StudySpec { Task = new TaskSpec { Preset = "digits" } }, Profiles.Digits);

        Assert.Equal((TimeSpan.FromSeconds(75), 5), (study.TimeBudget, study.Plan(2).Folds));
    }

    [Fact]
    public void Resolve_QualityNotFirst_PutFirst()
    {
        var study = Resolve(s_plain with { Objectives = [new("parameters", Direction.Minimize), new("macro_f1", Direction.Maximize)] });

        Assert.Equal(["macro_f1", "parameters"], study.Objectives.Select(objective => objective.Name));
        Assert.Equal("macro_f1", study.PrimaryQuality);
    }

    [Fact]
    public void Resolve_FrameRate_IsALimitUnlessTheStudyHasItsOwn()
    {
        var spec = s_plain with { Deadline = DeadlineSpec.OfFrameRate(30) };

        Assert.Equal(["missed_deadlines <= 0.01"], Resolve(spec).Constraints.Select(limit => limit.Text));
        Assert.Equal(["latency_p99_ms <= 5"], Resolve(spec with { Constraints = ["latency_p99_ms <= 5"] }).Constraints.Select(limit => limit.Text));
        Assert.Empty(Resolve(spec with { Objectives = [new("missed_deadlines", Direction.Minimize)] }).Constraints);
        Assert.NotEqual(Resolve(spec).Identity, Resolve(spec with { Deadline = new DeadlineSpec(20) }).Identity);
        Assert.NotEqual(Resolve(spec).Identity, Resolve(s_plain).Identity);
    }

    [Fact]
    public void ReadsTail_OnlyWhereTheStudyNamesIt()
    {
        Assert.False(Resolve(s_plain).ReadsTail);
        Assert.True(Resolve(s_plain with { Deadline = new DeadlineSpec(5) }).ReadsTail);
        Assert.True(Resolve(s_plain with { Constraints = ["2 * latency_p99_ms <= 5"] }).ReadsTail);
        Assert.True(Resolve(s_plain with { Constraints = ["within(latency_p99_ms, 10%)"] }).ReadsTail);
        Assert.True(Resolve(s_plain with { Objectives = [new("latency_p99_ms", Direction.Minimize)] }).ReadsTail);
    }

    [Fact]
    public void Resolve_MissedDeadlinesWithoutADeadline_SaysHowToGiveOne()
    {
        const string Advice = "missed_deadlines needs a deadline; give --frame-rate 30 or --deadline 33.3 (a study file: \"deadline: { frame_rate: 30 }\").";

        Assert.Equal(
            [$"objectives[0]: {Advice}", $"constraints[0]: {Advice}"],
            Problems(s_plain with { Objectives = [new("missed_deadlines", Direction.Minimize)], Constraints = ["missed_deadlines <= 0.01"] }));
    }

    [Theory]
    [InlineData("{ frame_rate: 30 }", 33.333333333333336)]
    [InlineData("{ ms: 20 }", 20)]
    public void Deadline_InAStudyFile_ReadAndWrittenAgain(string text, double milliseconds)
    {
        var spec = File($"task: {{ data: train.csv }}\ndeadline: {text}\n");

        Assert.Equal(milliseconds, spec.Deadline!.Milliseconds);
        Assert.Equal(spec.Deadline, File(StudyFile.ToYaml(spec)).Deadline);
        Assert.Equal(spec.Deadline, StudySpecJson.Read(StudySpecJson.Write(spec)).Deadline);
    }

    [Theory]
    [InlineData("{ frame_rate: 30, ms: 5 }", "study.yaml:2:11  deadline: a deadline is { frame_rate: 30 } or { ms: 20 }, one of the two.")]
    [InlineData("{ ms: -1 }", "study.yaml:2:17  deadline.ms: -1 is not a number above 0.")]
    public void Deadline_Wrong_SaidWithItsPlace(string text, string expected) =>
        Assert.Equal([expected], Assert.Throws<UserInputException>(() => File($"task: {{ data: train.csv }}\ndeadline: {text}\n")).Problems);

    [Fact]
    public void Resolve_ManyProblems_AllTogether()
    {
        string[] names = [.. TaskMetrics.Of(TaskKind.Classification).Select(metric => metric.Name)];
        var metrics = string.Join(", ", names);

        Assert.DoesNotContain("r2", names);
        Assert.Equal(
        [
            $"constraints[0]: \"rmse <= 3\": \"rmse\" is not measured for this kind of task (column 1); use {metrics}, depth or width.",
            $"constraints[1]: \"within(r2, 1%)\": \"r2\" is not a metric of this task; use {Nearest.AnyOf(names)}.",
            $"objectives[0]: \"r2\" is not measured for classification; use {Nearest.AnyOf(names)}.",
            "objectives[1]: minimize: accuracy asks for the worse; use maximize: accuracy.",
        ],
        Problems(s_plain with
        {
            Objectives = [new("r2", Direction.Maximize), new("accuracy", Direction.Minimize)],
            Constraints = ["rmse <= 3", "within(r2, 1%)"],
        }).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Resolve_CnnOnTable_SaysImagesAreNeeded() => Assert.Equal(
        ["space.channels: \"channels\" needs images; this data is a table, so search linear and mlp (depth, width) only."],
        Problems(File("task: { data: a.csv }\nspace: { channels: { int: [4, 32] } }")));

    [Fact]
    public void Resolve_WordsThatNoModelKnows_NamesEachAndTheNearest() => Assert.Equal(
        [
            "space.augment: \"mirror\" is not a value of augment; use none, shift, crop or flip.",
            "space.block: \"residuals\" is not a value of block; did you mean \"residual\"?",
            "space.family: \"vitt\" is not a model family; did you mean \"vit\"?",
        ],
        Problems(
            File("task: { data: a.idx }\nspace: { family: { choice: [cnn, vitt] }, block: { choice: [plain, residuals] }, augment: { choice: [shift, mirror] } }"),
            Profiles.Fashion).Order(StringComparer.Ordinal));

    [Fact]
    public void Resolve_HeadsOfAVit_AreSearchedAndThoseOfATableRefused()
    {
        var file = File("task: { data: a }\nspace: { family: { choice: [vit] }, heads: { list: [2, 4] } }");

        Assert.Equal(2, Resolve(file, Profiles.Fashion).Space.Size);
        Assert.Contains(Problems(file), problem => problem.StartsWith("space.heads: \"heads\" is for texts", StringComparison.Ordinal));
    }

    [Fact]
    public void Resolve_RatingsWithPointsThatMakeNoModel_LeavesTheseOut()
    {
        var ratings = Profiles.Table(9_000, 1, 1) with { Kind = TaskKind.Recommendation, Input = InputShape.Ids(50, 40) };

        var study = Resolve(File("task: { data: a }\nspace: { family: { choice: [mf, ncf] }, factors: { int: [0, 2] } }"), ratings);

        Assert.Equal(5, study.Feasible.FeasibleSize); // ncf needs a factor
        Assert.Equal("mf", study.Shape(new Candidate([KeyValuePair.Create("regularization", GeneValue.Of(5))])).Family);
    }

    [Fact]
    public void Describe_ResolutionAndAugment_AreNamedAfterTheModel()
    {
        var study = StudyDefinition.Resolve(new StudySpec { Task = new TaskSpec { Data = "x" } }, Profiles.Fashion, "1", 5);

        Assert.Equal("cnn 8-16 k3, 14 px, none", study.Describe(study.InitialPopulation[0]));
        Assert.Equal("linear 784-10", study.Describe(study.Baseline));
    }

    [Fact]
    public void Feasible_ProductWindow_Exactly63Points()
    {
        // C05: nothing outside the window is ever proposed.
        var study = Resolve(File("""
            task: { data: a.csv }
            space: { depth: { int: [1, 4] }, width: { int: [8, 128] } }
            constraints: [ "100 <= depth * width and depth * width <= 130" ]
            """));

        Assert.Equal((484, 63), (study.Space.Size, study.Feasible.FeasibleSize));
        Assert.All(Enumerable.Range(0, 200), draw =>
            Assert.InRange(study.Feasible.Sample(RandomStream.For(1, draw, "test")) is var point ? point.Number("depth") * point.Number("width") : 0, 100, 130));
    }

    [Theory]
    [InlineData("auto")]
    [InlineData("random")]
    [InlineData("grid")]
    [InlineData("classic")]
    public void AlgorithmSettings_OfDefaultImages_FirstProposalsFeasible(string algorithm)
    {
        var study = Resolve(s_plain with { Algorithm = algorithm }, Profiles.Fashion);

        var asked = SearchAlgorithms.Create(study.Algorithm, study.AlgorithmSettings()).Ask(8);

        Assert.Equal(8, asked.Count);
        Assert.All(asked, candidate => Assert.True(study.Feasible.IsFeasible(candidate) && study.Space.Contains(candidate), candidate.Key));
    }

    [Fact]
    public void Feasible_ObjectiveAlsoLimited_RejectedFromTheFormulaAlone()
    {
        // C08: 2 · (16·512 + 512·26) FLOPs of the limit's 20,000.
        var study = Resolve(File("""
            task: { data: a.csv }
            space: { width: { int: [8, 512], scale: log } }
            objectives: [ { maximize: accuracy }, { minimize: flops } ]
            constraints: [ "flops <= 20k" ]
            """));
        var large = study.Space.Create(new Dictionary<string, GeneValue> { ["width"] = GeneValue.Of(512) });

        Assert.False(study.Feasible.IsFeasible(large));
        Assert.Equal(["flops <= 20k (flops = 567,296)"], study.Feasible.Broken(large));
        Assert.All(study.InitialPopulation, candidate => Assert.True(study.Feasible.IsFeasible(candidate)));
    }

    [Fact]
    public void Feasible_ImageTooSmallForStages_InfeasibleNotACrash()
    {
        var study = Resolve(File("task: { preset: digits }\nspace: { channels: { int: [4, 32] }, stages: { int: [1, 6] } }"), Profiles.Digits);
        var deep = study.Space.Create(new Dictionary<string, GeneValue> { ["channels"] = GeneValue.Of(4), ["stages"] = GeneValue.Of(6) });

        Assert.False(study.Feasible.IsFeasible(deep));
        Assert.Empty(study.Compute(deep));
        Assert.Contains("6 stages need images of at least 64 pixels a side; these are 8×8", Assert.Single(study.Feasible.Broken(deep)), StringComparison.Ordinal);
        Assert.NotEmpty(study.InitialPopulation);
    }

    [Fact]
    public void Space_OfDerivedWidth_CostedAsDerived()
    {
        var study = Resolve(File("task: { data: a.csv }\nspace: { d64: { int: [1, 8] }, width: { derived: \"64 * d64\" }, depth: { list: [1, 2] } }"));
        var candidate = study.Space.Create(new Dictionary<string, GeneValue> { ["d64"] = GeneValue.Of(2), ["depth"] = GeneValue.Of(1) });

        Assert.Equal("mlp 16-128-26", study.Shape(candidate).Describe());
    }

    [Fact]
    public void Space_OfEachType_ReachesBothEnds()
    {
        // C07: bounds are values, and both ends of an integer log range are drawn.
        var study = Resolve(File("""
            task: { data: a.csv }
            space:
              width: { int: [2, 8], scale: log }
              depth: { list: [1, 2, 4] }
              spread: { real: [0.0001, 1000], scale: log }
              twice: { derived: "2 * spread" }
            constraints: [ "twice <= 1e9" ]
            """));
        var drawn = Enumerable.Range(0, 300).Select(draw => study.Space.Sample(RandomStream.For(3, draw, "test"))).ToList();

        Assert.Equal((2, 8), (drawn.Min(point => point.Number("width")), drawn.Max(point => point.Number("width"))));
        Assert.All(drawn, point => Assert.InRange(point.Number("spread"), 0.0001, 1000));
    }

    [Fact]
    public void Identity_BudgetWorkersRuleAndKeyOrder_DoNotChangeIt()
    {
        const string A = "task: { data: a.csv, target: y }\nspace: { width: { int: [8, 64], scale: log } }\nsearch: { seed: 3, algorithm: grid }\nbudget: { trials: 5 }";
        const string B = "search: { algorithm: grid, seed: 3 }\nchoose: { rule: knee }\nspace: { width: { scale: log, int: [8, 64] } }\ntask: { target: y, data: other/a.csv }\nbudget: { time: 9m, workers: 1 }";

        Assert.Equal(Resolve(File(A)).Identity, Resolve(File(B)).Identity);
        Assert.Matches("^[0-9a-f]{64}$", Resolve(File(A)).Identity);
        Assert.Equal(Resolve(s_plain).Identity, Resolve(s_plain with { Without = ["converge"] }).Identity); // it ends earlier, and proposes the same
        Assert.False(Resolve(s_plain with { Without = ["converge"] }).Plan(1).EndsConverged);
    }

    [Fact]
    public void Identity_AnythingThatDecidesResults_ChangesIt()
    {
        StudySpec[] specs =
        [
            s_plain,
            s_plain with { Seed = 2 },
            s_plain with { Epochs = 31 },
            s_plain with { Algorithm = "nsga2" },
            s_plain with { Without = ["evolution"] },
            s_plain with { Rungs = new(1, 3) },
            s_plain with { Rungs = new(1, 4) },
            s_plain with { Algorithm = "halving" },
            s_plain with { Replicates = 4 },
            s_plain with { Constraints = ["parameters <= 1e6"] },
            s_plain with { Constraints = ["within(accuracy, 1%)"] },
            s_plain with { Objectives = [new("accuracy", Direction.Maximize)] },
            s_plain with { Task = s_plain.Task with { Validation = 0.3 } },
            s_plain with { Task = s_plain.Task with { Group = "writer" } },
            s_plain with { Space = [new() { Name = "width", Type = "int", Low = 8, High = 64 }] },
            s_plain with { Space = [new() { Name = "width", Type = "int", Low = 8, High = 65 }] },
        ];
        var identities = specs.Select(spec => Resolve(spec).Identity)
            .Append(Resolve(s_plain, Profiles.Letter with { ContentHash = "01" }).Identity)
            .Append(StudyDefinition.Resolve(s_plain, Profiles.Letter, "2", 30).Identity).ToList();

        Assert.Equal(identities.Count, identities.Distinct().Count());
    }

    [Theory]
    [InlineData("auto", null, "30")]
    [InlineData("halving", null, "3 10 30")]
    [InlineData("auto", 1, "1 3 10 30")]
    [InlineData("auto", 5, "10 30")]
    public void Fidelities_OfAStudy_FromTheWholeDownByTheFactor(string algorithm, int? least, string levels)
    {
        var study = Resolve(s_plain with { Algorithm = algorithm, Rungs = least is { } epochs ? new(epochs, 3) : null });

        Assert.Equal(levels, string.Join(' ', study.AlgorithmSettings().Fidelities.Select(level => level.Epochs)));
        Assert.Equal(new Fidelity(30), study.Plan(1).Fidelity);
    }

    [Fact]
    public void Identity_DefaultsWrittenOut_Same() => Assert.Equal(
        Resolve(s_plain).Identity,
        Resolve(s_plain with { Epochs = 30, Space = Resolve(s_plain).Genes, Objectives = [.. Resolve(s_plain).Objectives.Select(objective => new ObjectiveSpec(objective.Name, objective.Direction))] }).Identity);

    [Fact]
    public void Resolve_AfterJsonRoundTrip_SameIdentity()
    {
        var spec = File("task: { data: a.csv }\nspace: { family: { choice: [mlp, linear] }, width: { int: [8, 64], when: \"family == 'mlp'\" } }\nconstraints: [ \"parameters <= 2e6\" ]");

        Assert.Equal(Resolve(spec).Identity, Resolve(StudySpecJson.Read(StudySpecJson.Write(spec))).Identity);
    }
}
