using Sweetspot.Core;

namespace Sweetspot.Planning.Tests;

public sealed class ConfigFileTests
{
    [Theory]
    [InlineData("[]", "c: holds no JSON object; a config.json begins with { and names its model_type.")]
    [InlineData("""{"model_type":"lama"}""", "c: model_type \"lama\" is not an architecture that is known here; did you mean \"llama\"?")]
    [InlineData("""{"model_type":"gpt2","n_embd":-3,"n_layer":1.5,"n_head":1,"vocab_size":9}""", "c: n_embd: -3 is not a whole number from 1 to 1,000,000,000.|c: n_layer: 1.5 is not a whole number from 1 to 1,000,000,000.")]
    [InlineData("""{"model_type":"gpt2","n_embd":4,"n_layer":1,"n_head":1}""", "c: vocab_size: is missing; the size cannot be known without it.")]
    [InlineData("""{"model_type":"gpt2","n_embd":5,"n_layer":1,"n_head":2,"vocab_size":9}""", "c: head_dim: is missing, and 2 heads do not divide a width of 5.")]
    [InlineData("""{"model_type":"llama","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":4,"num_key_value_heads":3,"intermediate_size":8,"vocab_size":9}""", "c: num_key_value_heads: 3 does not divide the 4 heads of queries.")]
    [InlineData("""{"model_type":"llama","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":4,"intermediate_size":8,"vocab_size":9,"tie_word_embeddings":"no"}""", "c: tie_word_embeddings: \"no\" is not true or false.")]
    public void Parse_OfAWrongConfig_SaysAllThatIsWrong(string json, string problems) =>
        Assert.Equal(problems.Split('|'), Assert.Throws<UserInputException>(() => ConfigFile.Parse(json, "c")).Problems);

    [Fact]
    public void Parse_OfNoJson_IsOneLine() =>
        Assert.Equal("c: is not JSON (line 1: 'nope ' is an invalid JSON literal. Expected the literal 'null').", Assert.Throws<UserInputException>(() => ConfigFile.Parse("nope\n", "c")).Message);

    [Fact]
    public void Parse_OfNoJson_NamesTheLine() => Assert.StartsWith("c: is not JSON (line 1: ", Assert.Throws<UserInputException>(() => ConfigFile.Parse("{", "c")).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_WithoutModelType_ListsWhatIsKnown() =>
        Assert.StartsWith("c: names no model_type, so its layers are unknown; known are bart, bert, ", Assert.Throws<UserInputException>(() => ConfigFile.Parse("{}", "c")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_OfAMissingFile_SaysSo() => Assert.Equal("/nowhere/config.json: no such file.", Assert.Throws<UserInputException>(() => ConfigFile.Read("/nowhere/config.json")).Message);

    [Fact]
    public void Parse_OfAPictureModelWithText_CountsTheLanguageModelAndSaysSo()
    {
        var model = ConfigFile.Parse("""{"model_type":"llava_x","text_config":{"model_type":"llama","hidden_size":8,"num_hidden_layers":1,"num_attention_heads":2,"intermediate_size":16,"vocab_size":10}}""", "c");
        Assert.Equal((4 * 64) + (3 * 128) + (2 * 8) + 8 + 160, model.Parameters.Total);
        Assert.Contains("only the language model", Assert.Single(model.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_OfSomeExpertLayers_KeepsTheOthersDense()
    {
        var model = (TransformerArchitecture)ConfigFile.Parse(
            """{"model_type":"qwen3_moe","hidden_size":8,"num_hidden_layers":4,"num_attention_heads":2,"head_dim":4,"num_experts":4,"num_experts_per_tok":2,"moe_intermediate_size":3,"intermediate_size":16,"decoder_sparse_step":2,"vocab_size":10}""", "c");
        Assert.Equal([(2, true), (2, false)], model.Decoder.Select(block => (block.Layers, block.FeedForward is not null)));
    }
}
