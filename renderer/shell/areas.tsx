import { AuditOutlined, BankOutlined, FileProtectOutlined, FolderOpenOutlined, IdcardOutlined, SafetyOutlined, SettingOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Place } from './navigation.ts'

/** The seven areas of the program, in the order of the navigation and of Ctrl+1 … Ctrl+7. */

export interface Area {
  id: 'projects' | 'agency' | 'openings' | 'certificates' | 'platforms' | 'verify' | 'settings'
  icon: ReactNode
  start: Place
  screens: Place['screen'][]
}

export const areas: readonly Area[] = [
  { id: 'projects', icon: <FolderOpenOutlined />, start: { screen: 'home' }, screens: ['home', 'tender', 'project'] },
  { id: 'agency', icon: <AuditOutlined />, start: { screen: 'agency' }, screens: ['agency', 'definition'] },
  { id: 'openings', icon: <FileProtectOutlined />, start: { screen: 'openings' }, screens: ['openings', 'opening'] },
  { id: 'certificates', icon: <IdcardOutlined />, start: { screen: 'certificates' }, screens: ['certificates'] },
  { id: 'platforms', icon: <BankOutlined />, start: { screen: 'platforms' }, screens: ['platforms'] },
  { id: 'verify', icon: <SafetyOutlined />, start: { screen: 'verify' }, screens: ['verify'] },
  { id: 'settings', icon: <SettingOutlined />, start: { screen: 'settings' }, screens: ['settings'] },
]

export const areaOf = (screen: Place['screen']): Area['id'] => areas.find(({ screens }) => screens.includes(screen))?.id ?? 'projects'
