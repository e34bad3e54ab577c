using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class FusionShapeTests
{
    private static readonly InputShape s_input = new InputShape(3, 32, 32) { Beside = 5, Texts = [new TokenShape(10, 900) { Tokenizer = "word" }, new TokenShape(20, 700) { Tokenizer = "char" }] };

    [Fact]
    public void Decode_AllBranches_InputIsAllOfIt()
    {
        var shape = Decode(("image_channels", 8), ("image_stages", 2), ("text1_width", 16), ("text2_width", 8), ("columns_width", 4), ("depth", 1), ("width", 32));

        Assert.Equal(16 + 16 + 8 + 4, shape.Fused);
        Assert.Equal((3, 32, 32, 5, 60), (shape.Input.Channels, shape.Input.Height, shape.Input.Width, shape.Input.Beside, shape.Input.IdCount));
    }

    [Fact]
    public void Decode_TextAlone_TakesNothingElse()
    {
        var shape = Decode(("image_channels", 0), ("text1_width", 0), ("text2_width", 8), ("columns_width", 0), ("depth", 0));

        Assert.Equal((0, 40, 8), (shape.Input.NumberCount, shape.Input.IdCount, shape.Fused));
        Assert.Equal([0, 40], shape.Input.Texts.Select(text => text.Length));
    }

    [Fact]
    public void Decode_NothingLeft_Refused()
    {
        var exception = Assert.Throws<UserInputException>(() => Decode(("image_channels", 0), ("text1_width", 0), ("text2_width", 0), ("columns_width", 0)));

        Assert.Equal("every branch has size 0; give at least one a size.", exception.Message);
    }

    [Fact]
    public void Cost_AllBranches_CountsEachParameter()
    {
        var shape = Decode(("image_channels", 8), ("image_stages", 2), ("text1_width", 16), ("text1_vocabulary", 500), ("text2_width", 0), ("columns_width", 4), ("depth", 1), ("width", 32));

        var image = (27 * 8) + 16 + (72 * 16) + 32 + (16 * 8 * 8 * 16) + 16; // convolutions with their norms, then 8×8×16 numbers to 16
        var text = (500 * 16) + 16;
        var columns = (5 * 4) + 4;
        var head = (36 * 32) + 32 + (32 * 9) + 9;
        Assert.Equal(image + text + columns + head, ModelCost.Of(shape, 1).Parameters);
    }

    [Fact]
    public void Decode_Linear_AddsTextsAndColumns()
    {
        var shape = Decode(("family", "linear"));

        Assert.True(shape.IsLinear);
        Assert.Equal(["text1", "text2", "columns"], shape.Branches.Select(branch => branch.Name));
        Assert.Equal((900 * 9) + 9 + (700 * 9) + 9 + (5 * 9) + 9, ModelCost.Of(shape, 1).Parameters);
    }

    [Theory]
    [InlineData(0, 43)] // 1 number, 42 levels as a number each
    [InlineData(4, 5)]
    [InlineData(64, 22)] // at most half of the 43 ids
    public void Decode_TableWithCategory_VectorOrOneHot(int embedding, int inputs)
    {
        var input = InputShape.Numbers(1) with { Levels = [43] };

        var shape = (MlpShape)ModelShape.Decode(Candidate(("depth", 1), ("width", 8), ("embedding", embedding)), input, 2);

        Assert.Equal((inputs, embedding > 0), (shape.Inputs, shape.Input.IdCount == 1));
    }

    [Theory]
    [InlineData(20, 0)]
    [InlineData(101, 16)]
    public void Embedding_NotGiven_FollowsFromLevels(int levels, int width)
    {
        var shape = (MlpShape)ModelShape.Decode(Candidate(("depth", 1)), InputShape.Numbers(1) with { Levels = [levels] }, 2);

        Assert.Equal(width, shape.Embedding);
    }

    [Fact]
    public void Space_OfSeveralKinds_LeavesEachOutAndAlone()
    {
        var text = new TextFacts { Column = "words", HasWords = true, MedianLength = 5, LongLength = 9, LongestLength = 10, LongCharacters = 40, Units = 400, Characters = 30, Grams = 898 };
        var profile = Profiles.Table(3000, 1, 9) with { Input = s_input, Texts = [text, text with { Column = "zeichen" }] };

        var definition = StudyDefinition.Resolve(new StudySpec { Task = new TaskSpec { Data = "x.csv" } }, profile, "1", 15);

        Assert.Equal(["image", "text words", "text zeichen", "columns of numbers and categories"], definition.Modalities.Select(modality => modality.Name));
        Assert.Equal(TimeSpan.FromMinutes(8), definition.TimeBudget);
        Assert.All(definition.Modalities, modality => Assert.Contains(definition.InitialPopulation, candidate => !modality.IsUsed(candidate)));
        Assert.All(definition.Modalities, modality => Assert.Contains(
            definition.InitialPopulation, candidate => modality.IsUsed(candidate) && definition.Modalities.Count(other => other.IsUsed(candidate)) == 1));
    }

    [Fact]
    public void Ablations_OfACandidate_DifferInOneKindEach()
    {
        var profile = Profiles.Table(3000, 1, 9) with { Input = new InputShape(3, 32, 32) { Beside = 5 } };
        var definition = StudyDefinition.Resolve(new StudySpec { Task = new TaskSpec { Data = "x.csv" } }, profile, "1", 15);
        var both = definition.InitialPopulation.First(candidate => definition.Modalities.All(modality => modality.IsUsed(candidate)));

        var others = definition.Plan(1).Ablations!(both);

        Assert.Equal([(false, true), (true, false)], others.Select(other => (definition.Modalities[0].IsUsed(other), definition.Modalities[1].IsUsed(other))));
        Assert.All(others, other => Assert.Equal(both.Find("depth"), other.Find("depth")));
    }

    private static FusionShape Decode(params (string Name, object Value)[] genes) => (FusionShape)ModelShape.Decode(Candidate(genes), s_input, 9);

    private static Candidate Candidate(params (string Name, object Value)[] genes) =>
        new(genes.Select(gene => KeyValuePair.Create(gene.Name, gene.Value is string word ? GeneValue.Of(word) : GeneValue.Of((int)gene.Value))));
}
