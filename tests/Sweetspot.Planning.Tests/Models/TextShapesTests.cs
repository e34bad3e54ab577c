using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public class TextShapesTests
{
    private static readonly InputShape s_text = new(0, 1, 1) { Texts = [new TokenShape(40, 9000) { Tokenizer = "word" }] };

    [Theory]
    [InlineData("family=linear", "linear 9000 word-2-grams-3", 80, 9000)]
    [InlineData("family=ngrams features=500 grams=1 width=16 dense=32", "ngrams 500 word-1-grams-16 dense 32", 40, 500)]
    [InlineData("family=textcnn", "textcnn 40 word of 4000-32-32×3", 40, 4000)]
    [InlineData("family=textcnn tokenizer=byte vocabulary=900 length=12 width=8 channels=16", "textcnn 12 byte of 258-8-16×3", 12, 258)]
    [InlineData("family=transformer tokenizer=bpe vocabulary=900 length=12 width=24 depth=2 heads=4 ratio=3", "transformer 12 bpe of 900-24×2 heads 4 ffn 3", 12, 900)]
    public void Decode_Genes_MakeTheShape(string genes, string described, int length, int vocabulary)
    {
        var shape = ModelShape.Decode(CandidateOf(genes), s_text, 3);

        Assert.Equal(described, shape.Describe());
        Assert.Equal((length, vocabulary), (shape.Input.Texts[0].Length, shape.Input.Texts[0].Vocabulary));
    }

    [Theory]
    [InlineData("family=mlp", "family: \"mlp\" is not a model family of texts; use linear, ngrams, textcnn or transformer.")]
    [InlineData("family=textcnn length=4", "length: 4 tokens are fewer than the longest convolution of a textcnn spans; use 5 or more.")]
    [InlineData("family=transformer width=10 heads=4", "heads: 4 heads do not divide the width 10; use a width that is a multiple of the heads.")]
    [InlineData("family=textcnn tokenizer=letters", "tokenizer: \"letters\" is not a tokenizer; use byte, char, word or bpe.")]
    [InlineData("family=ngrams features=2", "features: 2 ids are too few; two of them stand for padding and unknown, so use 3 or more.")]
    [InlineData("family=ngrams width=0", "width: 0 makes no model; use 1 or more.")]
    public void Decode_NoModel_SaysWhy(string genes, string message) =>
        Assert.Equal([message], Assert.Throws<UserInputException>(() => ModelShape.Decode(CandidateOf(genes), s_text, 3)).Problems);

    [Fact]
    public void Parameters_Ngrams_ByHand()
    {
        var cost = ModelCost.Of(ModelShape.Decode(CandidateOf("family=ngrams features=500 grams=2 width=16 dense=32"), s_text, 3), 1);

        Assert.Equal((500 * 16) + ((16 * 32) + 32) + ((32 * 3) + 3), cost.Parameters);
        Assert.Equal((2 * 80 * 16) + (2 * 16 * 32) + (2 * 32 * 3), cost.Flops);
    }

    [Fact]
    public void Parameters_Linear_OneScoreAClassForEachNgramAndBiases() =>
        Assert.Equal((9000 * 3) + 3, ModelCost.Of(ModelShape.Decode(CandidateOf("family=linear"), s_text, 3), 1).Parameters);

    [Fact]
    public void Parameters_TextCnn_ByHand()
    {
        var cost = ModelCost.Of(ModelShape.Decode(CandidateOf("family=textcnn vocabulary=100 length=12 width=8 channels=16"), s_text, 3), 1);

        Assert.Equal((100 * 8) + (16 * 8 * (3 + 4 + 5)) + (3 * 16) + (48 * 3) + 3, cost.Parameters);
        Assert.Equal(2 * ((16 * 8 * ((3 * 10) + (4 * 9) + (5 * 8))) + (48 * 3)), cost.Flops);
    }

    [Fact]
    public void Parameters_Transformer_ByHand()
    {
        const int Block = (2 * 2 * 8) + ((8 * 24) + 24) + ((8 * 8) + 8) + ((8 * 16) + 16) + ((16 * 8) + 8);

        var cost = ModelCost.Of(ModelShape.Decode(CandidateOf("family=transformer vocabulary=100 length=12 width=8 depth=2 heads=2 ratio=2"), s_text, 3), 1);

        Assert.Equal((100 * 8) + (12 * 8) + (2 * Block) + (2 * 8) + (8 * 3) + 3, cost.Parameters);
        Assert.Equal((2 * ((2 * 12 * 8 * (24 + 8 + 16 + 16)) + (4 * 12 * 12 * 8))) + (2 * 8 * 3), cost.Flops);
    }

    private static Candidate CandidateOf(string genes) => new(genes.Split(' ').Select(gene => gene.Split('=')).Select(pair => KeyValuePair.Create(
        pair[0], int.TryParse(pair[1], out var number) ? GeneValue.Of(number) : GeneValue.Of(pair[1]))));
}
