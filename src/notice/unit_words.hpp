// SPDX-License-Identifier: Apache-2.0
// What names of units begin with, end in and are made of.
#pragma once

#include "notice/words.hpp"

namespace luoshi::notice {

// What names of units end in. Single characters are safe only because a name stands whole between
// separators; unit_prefix() uses the second list where the end must be found in running text.
inline constexpr auto kEndings = words(
    U"厅", U"局", U"委", U"办", U"部", U"处", U"院", U"社", U"署", U"司", U"科", U"中心", U"公司",
    U"集团", U"银行", U"政府", U"市", U"县", U"区", U"镇", U"乡", U"街道", U"州", U"旗", U"盟",
    U"园", U"单位", U"部门", U"企业", U"学校", U"大学", U"高校", U"站", U"所", U"总队", U"支队",
    U"大队", U"中队", U"组", U"专班", U"机关", U"机构", U"党委", U"支部", U"组织", U"协会", U"学会",
    U"商会", U"联合会", U"促进会", U"贸促会", U"基金会", U"理事会", U"委员会", U"工会", U"团委",
    U"妇联", U"残联", U"侨联", U"文联", U"社科联", U"工商联", U"科协", U"作协", U"红十字会",
    U"人大", U"政协", U"纪委", U"监委", U"街办", U"村", U"社区", U"厂", U"矿", U"馆", U"台",
    U"基地", U"平台", U"指挥部", U"领导小组", U"联席会议", U"办公室", U"督查室", U"研究室",
    U"监察室", U"室", U"管委会", U"支行", U"分行", U"分局", U"海关", U"省", U"地区", U"各地",
    U"市属", U"科室", U"处室", U"农场", U"林场", U"开发区", U"新区", U"园区", U"国务院", U"电力",
    U"移动", U"联通", U"电信", U"铁塔", U"军分区", U"警备区", U"人武部", U"专业户", U"合作社",
    U"兵团", U"研究会", U"居委会", U"业委会", U"队", U"银监会", U"保监会", U"证监会", U"银保监会",
    U"民委", U"消委会", U"文明委", U"分会", U"总会", U"关工委", U"老干部局", U"各方", U"组委会",
    U"筹委会", U"党校", U"学院", U"会", U"企事业", U"中支", U"交警", U"武警", U"海警", U"股", U"庭",
    U"中学", U"小学", U"监狱", U"段", U"剧团", U"机场", U"工委", U"分社");

inline constexpr auto kSureEndings = words(
    U"厅", U"局", U"委", U"办", U"部门", U"单位", U"政府", U"委员会", U"管委会", U"办公室",
    U"办公厅", U"督查室", U"研究室", U"中心", U"公司", U"集团", U"小组", U"联席会议", U"指挥部",
    U"人大", U"政协", U"纪委", U"监委", U"国务院", U"党委", U"党组", U"党工委", U"专班", U"办事处",
    U"街道", U"街办", U"管理处", U"监管局", U"检察院", U"法院", U"人民银行", U"银行", U"工商联",
    U"联合会", U"科协", U"支队", U"总队", U"大队", U"园区", U"开发区", U"新区", U"工业园",
    U"人大常委会", U"中央", U"社科院", U"党校", U"工会", U"团委", U"妇联", U"残联", U"督考办",
    U"领导小组办公室", U"处室", U"科室", U"企业", U"协会", U"学院", U"学校", U"国资委", U"改革委",
    U"卫健委", U"各地", U"院校", U"各区", U"各县", U"地区", U"人民政府", U"县区", U"区县",
    U"县市区", U"乡镇", U"各镇", U"各乡", U"各市", U"各处", U"各科", U"股", U"股室", U"各村",
    U"各社区", U"各校", U"各站所", U"各片区", U"各系", U"常务会议", U"常委会", U"常委会议",
    U"办公会议", U"防总", U"防指", U"办公会", U"党委会", U"党组会");

inline constexpr auto kLevels =
    words(U"省", U"市", U"区", U"县", U"州", U"国家", U"国务院", U"中央", U"中共", U"各", U"有关",
          U"相关", U"全", U"本", U"中国", U"人民银行", U"自治区", U"自治州", U"校", U"委属", U"院",
          U"镇", U"乡", U"街道", U"旗", U"盟", U"兵团", U"党中央", U"公安", U"其他", U"其它",
          U"国网", U"海关", U"团", U"地区", U"行署", U"地委", U"自治");

// Bare words of administrative division, with which an enumeration may go on inside one name.
inline constexpr auto kDivisions =
    words(U"县级市", U"自治区", U"自治县", U"自治州", U"直辖市", U"地级市", U"经济区", U"功能区",
          U"开发区", U"高新区", U"办事处", U"街道", U"县区", U"区县", U"市区", U"乡镇", U"园区",
          U"县", U"市", U"区", U"镇", U"乡", U"旗", U"州", U"盟", U"地区", U"新区", U"街办");
inline constexpr auto kOrgans =
    words(U"人民政府", U"政府", U"管委会", U"党委", U"办事处", U"党工委", U"委", U"管理委员会");

// Functions of government: a name that begins with one lacks its level.
inline constexpr auto kFunctions =
    words(U"发展", U"发改", U"教育", U"科技", U"科学", U"工业", U"工信", U"经信", U"经贸", U"公安",
          U"民政", U"司法", U"财政", U"人力", U"人社", U"自然", U"国土", U"生态", U"环保", U"环境",
          U"住房", U"住建", U"建设", U"城乡", U"交通", U"水利", U"农业", U"农委", U"商务", U"文化",
          U"文广", U"文旅", U"旅游", U"卫生", U"卫健", U"退役", U"应急", U"审计", U"国资", U"市场",
          U"广电", U"体育", U"统计", U"林业", U"规划", U"城管", U"政务", U"金融", U"信访", U"粮食",
          U"物价", U"质监", U"工商", U"安监", U"食药", U"供销", U"检察院", U"法院", U"编办",
          U"外办", U"侨办", U"法制", U"人防", U"税务");

} // namespace luoshi::notice
